package clone

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"unsafe"

	"golang.org/x/exp/slices"
)

// Diff returns the path of the first place in which *a and *b differ, in the order in
// which Hash reads them, and what stands there in each; an empty path when nothing
// differs. Equal hashes of different values apart, it finds something if and only if the
// hashes differ.
func Diff[T any](c *Cloner, a, b *T) (path, x, y string) {
	d := differ{c, map[unsafe.Pointer]int{unsafe.Pointer(a): 1}, map[unsafe.Pointer]int{unsafe.Pointer(b): 1}}
	found := d.walk(reflect.ValueOf(a).Elem(), reflect.ValueOf(b).Elem())
	if found == nil {
		return "", "", ""
	}
	return found.path, found.x, found.y
}

type differ struct {
	c            *Cloner
	seenA, seenB map[unsafe.Pointer]int
}

// difference is found at the bottom; its path grows on the way up.
type difference struct{ path, x, y string }

func (d *difference) under(name string) *difference {
	if d != nil {
		d.path = name + d.path
	}
	return d
}

func (d *differ) walk(a, b reflect.Value) *difference {
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if found := d.walk(a.Field(i), b.Field(i)); found != nil {
				return found.under("." + a.Type().Field(i).Name)
			}
		}
	case reflect.Slice, reflect.Array:
		if a.Len() != b.Len() {
			return &difference{"", fmt.Sprintf("%d elements", a.Len()), fmt.Sprintf("%d elements", b.Len())}
		}
		for i := range a.Len() {
			if found := d.walk(a.Index(i), b.Index(i)); found != nil {
				return found.under("[" + strconv.Itoa(i) + "]")
			}
		}
	case reflect.Pointer:
		return d.pointers(a, b)
	case reflect.Map:
		return d.maps(a, b)
	case reflect.Interface:
		return d.interfaces(a, b)
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
	default:
		if x, y := scalar(a), scalar(b); x != y {
			return &difference{"", x, y}
		}
	}
	return nil
}

func (d *differ) pointers(a, b reflect.Value) *difference {
	if a.IsNil() || b.IsNil() {
		return unlike(a.IsNil(), b.IsNil(), "nil", "a value")
	}
	if d.c.shared[a.Type()] {
		return nil
	}
	i, metA := d.seenA[a.UnsafePointer()]
	j, metB := d.seenB[b.UnsafePointer()]
	switch {
	case metA != metB:
		return unlike(metA, metB, "the same as elsewhere", "a value of its own")
	case metA && i != j:
		return &difference{"", "one value", "another"}
	case metA:
		return nil
	}
	d.seenA[a.UnsafePointer()], d.seenB[b.UnsafePointer()] = len(d.seenA)+1, len(d.seenB)+1
	return d.walk(a.Elem(), b.Elem())
}

func (d *differ) interfaces(a, b reflect.Value) *difference {
	if a.IsNil() || b.IsNil() {
		return unlike(a.IsNil(), b.IsNil(), "nil", "a value")
	}
	if x, y := a.Elem().Type(), b.Elem().Type(); x != y {
		return &difference{"", x.String(), y.String()}
	}
	return d.walk(a.Elem(), b.Elem())
}

// maps compares by key, in the order in which the keys are written.
func (d *differ) maps(a, b reflect.Value) *difference {
	names := map[string]reflect.Value{}
	for _, m := range []reflect.Value{a, b} {
		for iter := m.MapRange(); iter.Next(); {
			names[scalar(iter.Key())] = iter.Key()
		}
	}
	var sorted []string
	for name := range names {
		sorted = append(sorted, name)
	}
	slices.Sort(sorted)
	for _, name := range sorted {
		x, y := a.MapIndex(names[name]), b.MapIndex(names[name])
		found := unlike(x.IsValid(), y.IsValid(), "there", "missing")
		if found == nil {
			found = d.walk(x, y)
		}
		if found != nil {
			if plain, err := strconv.Unquote(name); err == nil {
				name = plain
			}
			return found.under("[" + name + "]")
		}
	}
	return nil
}

// unlike says that one has what the other has not.
func unlike(a, b bool, yes, no string) *difference {
	word := map[bool]string{true: yes, false: no}
	if a == b {
		return nil
	}
	return &difference{"", word[a], word[b]}
}

// scalar writes a value so that two are written alike only when they are equal.
func scalar(v reflect.Value) string {
	switch {
	case v.CanInt():
		return strconv.FormatInt(v.Int(), 10)
	case v.CanUint():
		return strconv.FormatUint(v.Uint(), 10)
	case v.CanFloat():
		if f := v.Float(); !math.IsNaN(f) {
			return strconv.FormatFloat(f, 'g', -1, 64)
		}
		return fmt.Sprintf("NaN %016x", math.Float64bits(v.Float()))
	case v.Kind() == reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case v.Kind() == reflect.String:
		return strconv.Quote(v.String())
	}
	return fmt.Sprintf("%v", v)
}
