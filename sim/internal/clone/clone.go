// Package clone copies and hashes plain data of any shape by reflection, so
// that a run can be checkpointed without a line of snapshot code in any scenario.
//
// Plain data is numbers, strings, bools, arrays, slices, structs, maps,
// pointers and interfaces holding these. Pointers that meet in the original meet
// in the copy. Functions and channels cannot be copied, and two holders of one slice,
// one map or a part of one value would be torn apart: Check names the fields.
package clone

import (
	"fmt"
	"reflect"
	"unsafe"
)

// plan tells how to copy and hash one type. Plans are built once per type.
type plan struct {
	typ    reflect.Type
	size   uintptr
	flat   bool // holds no pointer: copying is copying memory
	elem   *plan
	fields []field
}

type field struct {
	offset uintptr
	plan   *plan
}

// Cloner remembers the plans of the types it has met. Not for concurrent use.
type Cloner struct {
	plans  map[reflect.Type]*plan
	shared map[reflect.Type]bool
	seen   map[unsafe.Pointer]reflect.Value
	bytes  int
}

// New returns a Cloner that copies values of the shared types by reference: the
// caller promises that what they point to never changes.
func New(shared ...reflect.Type) *Cloner {
	c := &Cloner{plans: map[reflect.Type]*plan{}, shared: map[reflect.Type]bool{}}
	for _, t := range shared {
		c.shared[t] = true
	}
	return c
}

// Copy returns a deep copy of *src and the number of bytes it allocated.
func Copy[T any](c *Cloner, src *T) (*T, int) {
	c.seen, c.bytes = map[unsafe.Pointer]reflect.Value{}, 0
	dst := new(T)
	c.seen[unsafe.Pointer(src)] = reflect.ValueOf(dst) // a pointer back to the whole
	c.copyInto(c.planOf(reflect.TypeFor[T]()), unsafe.Pointer(dst), unsafe.Pointer(src))
	return dst, c.bytes
}

func (c *Cloner) planOf(t reflect.Type) *plan {
	if p, ok := c.plans[t]; ok {
		return p
	}
	p := &plan{typ: t, size: t.Size()}
	c.plans[t] = p
	switch t.Kind() {
	case reflect.Array, reflect.Slice:
		p.elem = c.planOf(t.Elem())
		p.flat = t.Kind() == reflect.Array && p.elem.flat
	case reflect.Pointer:
		p.elem = c.planOf(t.Elem())
		p.flat = c.shared[t]
	case reflect.Struct:
		p.flat = true
		for i := range t.NumField() {
			f := field{t.Field(i).Offset, c.planOf(t.Field(i).Type)}
			p.fields = append(p.fields, f)
			p.flat = p.flat && f.plan.flat
		}
	case reflect.Map, reflect.Interface:
		p.flat = c.shared[t]
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
		p.flat = c.shared[t]
	default:
		p.flat = true // numbers, bools, and strings, which never change
	}
	if c.shared[t] {
		p.flat = true
	}
	return p
}

func (c *Cloner) copyInto(p *plan, dst, src unsafe.Pointer) {
	if p.flat {
		reflect.NewAt(p.typ, dst).Elem().Set(reflect.NewAt(p.typ, src).Elem())
		return
	}
	switch p.typ.Kind() {
	case reflect.Struct:
		for _, f := range p.fields {
			c.copyInto(f.plan, unsafe.Add(dst, f.offset), unsafe.Add(src, f.offset))
		}
	case reflect.Array:
		for i := range p.typ.Len() {
			at := uintptr(i) * p.elem.size
			c.copyInto(p.elem, unsafe.Add(dst, at), unsafe.Add(src, at))
		}
	case reflect.Slice:
		c.copySlice(p, dst, src)
	case reflect.Pointer:
		c.copyPointer(p, dst, src)
	case reflect.Map:
		c.copyMap(p, dst, src)
	case reflect.Interface:
		c.copyInterface(p, dst, src)
	default:
		panic(fmt.Sprintf("clone: %s cannot be copied", p.typ)) // Check refuses such types first
	}
}

func (c *Cloner) copySlice(p *plan, dst, src unsafe.Pointer) {
	from := reflect.NewAt(p.typ, src).Elem()
	if from.IsNil() {
		return
	}
	n := from.Len()
	to := reflect.MakeSlice(p.typ, n, n)
	c.bytes += n * int(p.elem.size)
	if p.elem.flat {
		reflect.Copy(to, from)
	} else if n > 0 {
		a, b := to.UnsafePointer(), from.UnsafePointer()
		for i := range n {
			at := uintptr(i) * p.elem.size
			c.copyInto(p.elem, unsafe.Add(a, at), unsafe.Add(b, at))
		}
	}
	reflect.NewAt(p.typ, dst).Elem().Set(to)
}

func (c *Cloner) copyPointer(p *plan, dst, src unsafe.Pointer) {
	from := reflect.NewAt(p.typ, src).Elem()
	if from.IsNil() {
		return
	}
	to := reflect.NewAt(p.typ, dst).Elem()
	at := from.UnsafePointer()
	if copied, ok := c.seen[at]; ok && copied.Type() == p.typ {
		to.Set(copied)
		return
	}
	fresh := reflect.New(p.typ.Elem())
	c.seen[at] = fresh
	c.bytes += int(p.elem.size)
	c.copyInto(p.elem, fresh.UnsafePointer(), at)
	to.Set(fresh)
}

func (c *Cloner) copyMap(p *plan, dst, src unsafe.Pointer) {
	from := reflect.NewAt(p.typ, src).Elem()
	if from.IsNil() {
		return
	}
	to := reflect.MakeMapWithSize(p.typ, from.Len())
	for iter := from.MapRange(); iter.Next(); {
		to.SetMapIndex(c.copyValue(iter.Key()), c.copyValue(iter.Value()))
		c.bytes += int(p.typ.Key().Size() + p.typ.Elem().Size())
	}
	reflect.NewAt(p.typ, dst).Elem().Set(to)
}

// copyValue copies a value that has no address, such as a map's element.
func (c *Cloner) copyValue(v reflect.Value) reflect.Value {
	holder := reflect.New(v.Type())
	holder.Elem().Set(v)
	fresh := reflect.New(v.Type())
	c.copyInto(c.planOf(v.Type()), fresh.UnsafePointer(), holder.UnsafePointer())
	return fresh.Elem()
}

func (c *Cloner) copyInterface(p *plan, dst, src unsafe.Pointer) {
	from := reflect.NewAt(p.typ, src).Elem()
	if from.IsNil() {
		return
	}
	reflect.NewAt(p.typ, dst).Elem().Set(c.copyValue(from.Elem()))
}
