package clone

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"
	"unsafe"

	"golang.org/x/exp/slices"
)

// Check says why what is reachable from *src cannot be copied and stay itself, or nil
// when it can. The error names by its path the first function or channel, or the two
// first places that hold the same memory: a copy would tear those apart without a word,
// so that a run restored from it goes another way. Pointers may meet: any number of them
// may point to one value, as long as nothing else holds that value or a part of it.
func Check[T any](c *Cloner, src *T) error {
	root := reflect.ValueOf(src).Elem()
	k := checker{c: c, seen: map[place]bool{}}
	k.root(root)
	if k.odd == 0 && !k.overlaps() {
		return nil
	}
	return k.explain(root)
}

// checker walks what is reachable and writes down which memory belongs to what. The
// first walk keeps no paths, so that a state that is in order is judged quickly.
type checker struct {
	c       *Cloner
	seen    map[place]bool
	regions []region
	odd     reflect.Kind // of the first value that cannot be copied
	named   bool         // keep paths
	path    []string
	oddPath string
}

// place is a value met through a pointer. The type belongs to it: a struct and its
// first field have one address.
type place struct {
	at  unsafe.Pointer
	typ reflect.Type
}

// region is memory that one part of the state holds: room for cap elements of a type.
type region struct {
	from, to uintptr
	typ      reflect.Type
	path     string
	order    int
}

// own writes down that the place being walked holds room elements of typ at an address.
func (k *checker) own(at unsafe.Pointer, typ reflect.Type, room int) {
	size := typ.Size() * uintptr(room)
	if size == 0 {
		return
	}
	r := region{from: uintptr(at), to: uintptr(at) + size, typ: typ, order: len(k.regions)}
	if k.named {
		r.path = strings.Join(k.path, "")
	}
	k.regions = append(k.regions, r)
}

// root walks everything from the value at the top, which pointers may lead back to.
func (k *checker) root(v reflect.Value) {
	k.seen[place{v.Addr().UnsafePointer(), v.Addr().Type()}] = true
	k.own(v.Addr().UnsafePointer(), v.Type(), 1)
	k.walk(v)
}

// within walks a part under its name.
func (k *checker) within(name func() string, v reflect.Value) {
	if k.named {
		k.path = append(k.path, name())
		defer func() { k.path = k.path[:len(k.path)-1] }()
	}
	k.walk(v)
}

func (k *checker) walk(v reflect.Value) {
	if k.odd != 0 || k.c.planOf(v.Type()).flat {
		return // no pointer in it: it holds no memory but its own
	}
	switch v.Kind() {
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
		k.odd, k.oddPath = v.Kind(), strings.Join(k.path, "")
	case reflect.Pointer:
		k.pointer(v)
	case reflect.Interface:
		if !v.IsNil() {
			k.within(func() string { return ".(" + v.Elem().Type().String() + ")" }, v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			k.within(func() string { return "." + v.Type().Field(i).Name }, v.Field(i))
		}
	case reflect.Slice:
		if v.Cap() > 0 {
			k.own(v.UnsafePointer(), v.Type().Elem(), v.Cap())
		}
		k.elements(v)
	case reflect.Array:
		k.elements(v)
	case reflect.Map:
		k.entries(v)
	}
}

func (k *checker) pointer(v reflect.Value) {
	p := place{v.UnsafePointer(), v.Type()}
	if v.IsNil() || k.seen[p] {
		return
	}
	k.seen[p] = true
	k.own(p.at, v.Type().Elem(), 1)
	k.walk(v.Elem())
}

func (k *checker) elements(v reflect.Value) {
	if k.c.planOf(v.Type().Elem()).flat {
		return
	}
	for i := range v.Len() {
		k.within(func() string { return fmt.Sprintf("[%d]", i) }, v.Index(i))
	}
}

// entries walks a map. Two holders of one map are torn apart like two of one slice, so
// the map counts as one byte of memory at its address.
func (k *checker) entries(v reflect.Value) {
	if v.IsNil() {
		return
	}
	k.own(v.UnsafePointer(), reflect.TypeFor[byte](), 1)
	for iter := v.MapRange(); iter.Next(); {
		k.within(func() string { return "[key]" }, iter.Key())
		k.within(func() string { return "[…]" }, iter.Value())
	}
}

// overlaps reports whether two regions share memory.
func (k *checker) overlaps() bool {
	_, _, found := k.firstOverlap()
	return found
}

// firstOverlap returns the two regions that share memory of which the later was met
// first. Addresses only decide whether they meet, never which pair is named.
func (k *checker) firstOverlap() (a, b region, found bool) {
	byPlace := slices.Clone(k.regions)
	slices.SortFunc(byPlace, func(x, y region) int {
		return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.order, y.order))
	})
	for i, x := range byPlace {
		for _, y := range byPlace[i+1:] {
			if y.from >= x.to {
				break
			}
			first, second := x, y
			if second.order < first.order {
				first, second = second, first
			}
			if !found || second.order < b.order || (second.order == b.order && first.order < a.order) {
				a, b, found = first, second, true
			}
		}
	}
	return a, b, found
}

// explain walks once more, with paths, and says what is wrong.
func (k *checker) explain(root reflect.Value) error {
	again := checker{c: k.c, seen: map[place]bool{}, named: true, path: []string{root.Type().String()}}
	again.root(root)
	if again.odd != 0 {
		return fmt.Errorf("%s is a %s: a run cannot be copied with it; keep plain data instead", again.oddPath, again.odd)
	}
	a, b, _ := again.firstOverlap()
	from := max(a.from, b.from)
	return fmt.Errorf("%s and %s are the same memory: a copy of the run would tear them apart; keep the value in one place, and an index or a pointer to the whole of it in the other",
		a.path+inside(a.typ, from-a.from), b.path+inside(b.typ, from-b.from))
}

// inside names the part of a value that begins at an offset, as deep as a field or
// an element is there.
func inside(typ reflect.Type, offset uintptr) string {
	if size := typ.Size(); size > 0 && offset >= size {
		return fmt.Sprintf("[%d]", offset/size) + inside(typ, offset%size)
	}
	switch typ.Kind() {
	case reflect.Struct:
		for i := range typ.NumField() {
			f := typ.Field(i)
			if offset > 0 && offset >= f.Offset && offset < f.Offset+f.Type.Size() {
				return "." + f.Name + inside(f.Type, offset-f.Offset)
			}
		}
	case reflect.Array:
		if size := typ.Elem().Size(); offset > 0 && size > 0 {
			return fmt.Sprintf("[%d]", offset/size) + inside(typ.Elem(), offset%size)
		}
	}
	return ""
}
