package house_test

import (
	"go/ast"
	"path"
	"testing"
)

// A type that a reader can hold in the head does one thing: few methods, few fields. The
// screens are held to it, where types grow with every feature.
const (
	mostMethods = 25
	mostFields  = 20
)

// large are the types that may be larger, and why.
var large = map[string]string{
	"visual/paint/Painter":   "the shapes, texts and states of a picture: an alphabet, each letter a method of a few lines",
	"visual/theme/Theme":     "a field is a colour",
	"visual/model/Layout":    "a method for each kind of part of a scene, over the same places",
	"visual/widgets/surface": "what panels, bars and stops do alike: laying out, rolling, the keyboard's way; it goes with ebitenui",
	"visual/camera/Camera":   "23 of them are those of a Host that nobody listens to",
	"wasm/Host":              "a method for each thing that the program asks of a browser",
	"visual/stage/Stage":     "it passes each tick, press and key on to its parts, which own what they change; the dispatch of presses is still here",
	"visual/compare/Compare": "panes, chart and sentence own their state; the measures of the screen and the moves of the common clock do not yet",
	"visual/present/Present": "frames, notes, question and way own their state; the talk's steps and the drawing of the texts do not yet",
	"visual/home/Home":       "cards and filters own their state; the zones of the keyboard and the measures do not yet",
}

// count is how large a type is; an embedded type is one field.
type count struct{ methods, fields int }

func TestNoTypeHasMoreMethodsOrFieldsThanAReaderHoldsInTheHead(t *testing.T) {
	types := map[string]count{}
	for _, s := range open(t).sources(t, false) {
		if !within(s.folder, []string{"visual/...", "wasm/..."}) {
			continue
		}
		for _, decl := range s.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if name := receiver(d); name != "" {
					c := types[path.Join(s.folder, name)]
					c.methods++
					types[path.Join(s.folder, name)] = c
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if fields := fieldsOf(spec); fields > 0 {
						name := path.Join(s.folder, spec.(*ast.TypeSpec).Name.Name)
						c := types[name]
						c.fields = fields
						types[name] = c
					}
				}
			}
		}
	}
	for name, c := range types {
		if _, may := large[name]; !may && (c.methods > mostMethods || c.fields > mostFields) {
			t.Errorf("%s has %d methods and %d fields; at most %d and %d, or a line in the table above with the reason", name, c.methods, c.fields, mostMethods, mostFields)
		}
	}
	for name := range large {
		if c := types[name]; c.methods <= mostMethods && c.fields <= mostFields {
			t.Errorf("%s has %d methods and %d fields: it needs no line in the table above", name, c.methods, c.fields)
		}
	}
}

// receiver is the name of the type that a method belongs to; "" for a function.
func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	e := f.Recv.List[0].Type
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	if generic, ok := e.(*ast.IndexExpr); ok {
		e = generic.X
	}
	if id, ok := e.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

// fieldsOf counts the fields of a struct.
func fieldsOf(spec ast.Spec) (n int) {
	ts, ok := spec.(*ast.TypeSpec)
	if !ok {
		return 0
	}
	s, ok := ts.Type.(*ast.StructType)
	if !ok {
		return 0
	}
	for _, f := range s.Fields.List {
		n += max(len(f.Names), 1)
	}
	return n
}
