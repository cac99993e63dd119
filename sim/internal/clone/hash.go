package clone

import (
	"cmp"
	"math"
	"reflect"
	"unsafe"

	"golang.org/x/exp/slices"
)

// Mix folds one word into a running hash. It is the step of every digest in
// this module: a multiplication by an odd constant and a shift that brings the
// high bits down.
func Mix(hash, word uint64) uint64 {
	hash = (hash ^ word) * 0x9e3779b97f4a7c15
	return hash ^ hash>>29
}

// Hash folds everything reachable from *src into a 64-bit value that is the same
// on every platform: it reads fields, never padding or addresses; an int counts
// as 64 bits; a map's entries are taken in the order of their keys' hashes.
// A value met a second time counts as a reference to the first.
func Hash[T any](c *Cloner, src *T) uint64 {
	h := hasher{c, map[unsafe.Pointer]uint64{}}
	return h.walk(c.planOf(reflect.TypeFor[T]()), unsafe.Pointer(src), 1)
}

// HashAt is Hash for a value of a type known only as the program runs.
func HashAt(c *Cloner, typ reflect.Type, at unsafe.Pointer) uint64 {
	h := hasher{c, map[unsafe.Pointer]uint64{}}
	return h.walk(c.planOf(typ), at, 1)
}

type hasher struct {
	c    *Cloner
	seen map[unsafe.Pointer]uint64
}

func (h *hasher) walk(p *plan, at unsafe.Pointer, sum uint64) uint64 {
	switch p.typ.Kind() {
	case reflect.Struct:
		for _, f := range p.fields {
			sum = h.walk(f.plan, unsafe.Add(at, f.offset), sum)
		}
		return sum
	case reflect.Array:
		return h.elements(p, at, p.typ.Len(), sum)
	case reflect.Slice:
		v := reflect.NewAt(p.typ, at).Elem()
		sum = Mix(sum, uint64(v.Len()))
		return h.elements(p, v.UnsafePointer(), v.Len(), sum)
	case reflect.Pointer:
		return h.pointer(p, at, sum)
	case reflect.Map:
		return h.entries(p, at, sum)
	case reflect.Interface:
		v := reflect.NewAt(p.typ, at).Elem()
		if v.IsNil() {
			return Mix(sum, 0)
		}
		return h.value(v.Elem(), sum)
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
		return sum
	default:
		return h.scalar(p, at, sum)
	}
}

func (h *hasher) elements(p *plan, at unsafe.Pointer, n int, sum uint64) uint64 {
	for i := range n {
		sum = h.walk(p.elem, unsafe.Add(at, uintptr(i)*p.elem.size), sum)
	}
	return sum
}

func (h *hasher) pointer(p *plan, at unsafe.Pointer, sum uint64) uint64 {
	target := *(*unsafe.Pointer)(at)
	if target == nil || h.c.shared[p.typ] {
		return Mix(sum, 0)
	}
	if number, ok := h.seen[target]; ok {
		return Mix(sum, number)
	}
	h.seen[target] = uint64(len(h.seen) + 1)
	return h.walk(p.elem, target, Mix(sum, h.seen[target]))
}

// entries visits a map in the order of its keys' hashes: pointers are numbered as
// they are met, so the order of visiting must not be the map's own.
func (h *hasher) entries(p *plan, at unsafe.Pointer, sum uint64) uint64 {
	type entry struct {
		key   uint64
		value reflect.Value
	}
	v := reflect.NewAt(p.typ, at).Elem()
	all := make([]entry, 0, v.Len())
	for iter := v.MapRange(); iter.Next(); {
		all = append(all, entry{h.value(iter.Key(), 1), iter.Value()})
	}
	slices.SortFunc(all, func(a, b entry) int { return cmp.Compare(a.key, b.key) })
	sum = Mix(sum, uint64(len(all)))
	for _, e := range all {
		sum = h.value(e.value, Mix(sum, e.key))
	}
	return sum
}

func (h *hasher) value(v reflect.Value, sum uint64) uint64 {
	holder := reflect.New(v.Type())
	holder.Elem().Set(v)
	return h.walk(h.c.planOf(v.Type()), holder.UnsafePointer(), sum)
}

func (h *hasher) scalar(p *plan, at unsafe.Pointer, sum uint64) uint64 {
	v := reflect.NewAt(p.typ, at).Elem()
	switch {
	case v.CanInt():
		return Mix(sum, uint64(v.Int()))
	case v.CanUint():
		return Mix(sum, v.Uint())
	case v.CanFloat():
		return Mix(sum, math.Float64bits(v.Float()))
	case v.Kind() == reflect.Bool && v.Bool():
		return Mix(sum, 1)
	case v.Kind() == reflect.String:
		sum = Mix(sum, uint64(v.Len()))
		for _, b := range []byte(v.String()) {
			sum = Mix(sum, uint64(b))
		}
		return sum
	}
	return Mix(sum, 0)
}
