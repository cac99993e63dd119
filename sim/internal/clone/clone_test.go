package clone

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

type frozen []int64

type leaf struct{ n int64 }

type tree struct {
	name   string
	list   []int32
	grid   [2][]byte
	kids   []*tree
	parent *tree
	byName map[string]*leaf
	any    any
	shared frozen
	small  struct{ a, b uint8 }
	ratio  float64
}

func sample() *tree {
	root := &tree{name: "root", list: []int32{1, 2, 3}, byName: map[string]*leaf{"x": {1}, "y": {2}}, ratio: 0.5, shared: frozen{7}}
	kid := &tree{name: "kid", parent: root, any: leaf{9}, grid: [2][]byte{{1}, nil}}
	root.kids = []*tree{kid, kid}
	root.any = &leaf{3}
	return root
}

func cloner() *Cloner { return New(reflect.TypeFor[frozen]()) }

func TestACopyIsEqualAndIndependent(t *testing.T) {
	src := sample()
	dst, bytes := Copy(cloner(), src)

	require.Equal(t, src.name, dst.name)
	require.Equal(t, src.list, dst.list)
	require.Equal(t, src.byName["x"].n, dst.byName["x"].n)
	require.Positive(t, bytes)
	require.Same(t, dst.kids[0], dst.kids[1], "pointers that meet still meet")
	require.Same(t, &src.shared[0], &dst.shared[0], "shared types are not copied")

	dst.list[0], dst.byName["x"].n, dst.kids[0].name = 99, 99, "changed"
	dst.kids[0].grid[0][0], dst.any.(*leaf).n = 99, 99
	require.Equal(t, sample(), src)
}

func TestACycleIsCopiedOnce(t *testing.T) {
	src := sample()
	holder := struct{ root *tree }{src}
	dst, _ := Copy(cloner(), &holder)
	require.Same(t, dst.root, dst.root.kids[0].parent)
}

func TestEqualDataHasEqualHashesAndOtherDataOthers(t *testing.T) {
	c := cloner()
	base := Hash(c, sample())
	copied, _ := Copy(c, sample())
	require.Equal(t, base, Hash(c, copied))
	for name, change := range map[string]func(*tree){
		"string": func(x *tree) { x.name = "r00t" },
		"number": func(x *tree) { x.list[2]++ },
		"length": func(x *tree) { x.list = x.list[:2] },
		"map":    func(x *tree) { x.byName["y"].n++ },
		"key":    func(x *tree) { x.byName["z"] = &leaf{0} },
		"deep":   func(x *tree) { x.kids[0].small.b++ },
		"nested": func(x *tree) { x.kids[0].grid[0][0]++ },
		"float":  func(x *tree) { x.ratio = -x.ratio },
		"any":    func(x *tree) { x.any = leaf{4} },
		"nil":    func(x *tree) { x.kids[0].parent = nil },
	} {
		x := sample()
		change(x)
		require.NotEqual(t, base, Hash(c, x), name)
	}
}

func TestTheHashOfAMapDoesNotDependOnItsOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.MapOf(rapid.Int64(), rapid.Uint8()).Draw(t, "m")
		again := map[int64]uint8{}
		for k, v := range m {
			again[k] = v
		}
		require.Equal(t, Hash(New(), &m), Hash(New(), &again))
	})
}

func TestWhatCannotBeCopiedIsNamedByItsPath(t *testing.T) {
	type node struct{ hook func() }
	type world struct{ nodes []any }
	w := world{nodes: []any{leaf{1}, &node{hook: func() {}}}}
	err := Check(New(), &w)
	require.ErrorContains(t, err, "nodes[1]")
	require.ErrorContains(t, err, "hook is a func")
	require.NoError(t, Check(cloner(), sample()))
}

func BenchmarkCopy(b *testing.B) {
	src := struct {
		rows []([64]int64)
		ring []*leaf
	}{rows: make([][64]int64, 1000)}
	for range 1000 {
		src.ring = append(src.ring, &leaf{})
	}
	c := New()
	for range b.N {
		Copy(c, &src)
	}
}
