package sim

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/kookmin-msa-study/msalab/sim/internal/clone"
)

// Field is one piece of a node's state, for people.
type Field struct {
	Name    string
	Value   string
	Durable bool // survives a crash
}

// Inspect lists a node's state by the names of its fields, volatile first.
func (r *Run) Inspect(id NodeID) []Field {
	if id < 0 || int(id) >= len(r.w.nodes) {
		return nil
	}
	volatile, durable := r.w.nodes[id].node.State()
	return append(fieldsOf(volatile, false), fieldsOf(durable, true)...)
}

// FieldSums returns a hash of each field that Inspect lists, of all that is in it: two
// moments differ in a field when its sums differ, even where Value is the same.
func (r *Run) FieldSums(id NodeID) []uint64 {
	if id < 0 || int(id) >= len(r.w.nodes) {
		return nil
	}
	volatile, durable := r.w.nodes[id].node.State()
	return r.sumFields(r.sumFields(nil, volatile), durable)
}

func (r *Run) sumFields(out []uint64, state any) []uint64 {
	v := reflect.ValueOf(state)
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return out
	}
	if !v.CanAddr() { // a state handed over by value
		copied := reflect.New(v.Type()).Elem()
		copied.Set(v)
		v = copied
	}
	for i := range v.NumField() {
		if f := v.Field(i); v.Type().Field(i).Name != "_" {
			out = append(out, clone.HashAt(r.cloner, f.Type(), f.Addr().UnsafePointer()))
		}
	}
	return out
}

func fieldsOf(state any, durable bool) []Field {
	v := reflect.ValueOf(state)
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return nil
	}
	var out []Field
	for i := range v.NumField() {
		if name := v.Type().Field(i).Name; name != "_" {
			out = append(out, Field{name, showValue(v.Field(i), 1), durable})
		}
	}
	return out
}

// shownElements is how many elements of a list are written out, the last ones.
const shownElements = 6

// showValue writes a value in a few words; depth bounds how far it goes in.
func showValue(v reflect.Value, depth int) string {
	switch {
	case v.Type() == reflect.TypeFor[Time]():
		return Time(v.Int()).String()
	case v.CanInt():
		return Comma(v.Int())
	case v.CanUint():
		return Comma(int64(v.Uint()))
	case v.CanFloat():
		return strconv.FormatFloat(v.Float(), 'g', 6, 64)
	}
	switch v.Kind() {
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.String:
		return strconv.Quote(v.String())
	case reflect.Slice, reflect.Array:
		return showList(v, depth)
	case reflect.Map:
		return fmt.Sprintf("%d entries", v.Len())
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return "–"
		}
		return showValue(v.Elem(), depth)
	case reflect.Struct:
		return showStruct(v, depth)
	}
	return v.Kind().String()
}

func showList(v reflect.Value, depth int) string {
	n := v.Len()
	kind := v.Type().Elem().Kind()
	if depth <= 0 || n == 0 || kind == reflect.Struct || kind == reflect.Slice {
		return fmt.Sprintf("[%d]", n)
	}
	var parts []string
	for i := max(0, n-shownElements); i < n; i++ {
		parts = append(parts, showValue(v.Index(i), depth-1))
	}
	more := ""
	if n > shownElements {
		more = "… "
	}
	return "[" + more + strings.Join(parts, " ") + "]"
}

func showStruct(v reflect.Value, depth int) string {
	if depth <= 0 {
		return "{…}"
	}
	var parts []string
	for i := range v.NumField() {
		parts = append(parts, v.Type().Field(i).Name+" "+showValue(v.Field(i), depth-1))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
