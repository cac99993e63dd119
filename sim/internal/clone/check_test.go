package clone

import (
	"testing"

	"github.com/stretchr/testify/require"
)

type part struct{ a, b int64 }

type owner struct {
	first  part
	second part
	list   []part
	table  map[string]int64
	log    []*part
}

type holder struct {
	all   []any
	own   owner
	inner *part
	field *int64
	rows  []part
	words map[string]int64
	whole *owner
	again *owner
	boxed any
}

func TestTwoPlacesThatHoldTheSameMemoryAreNamed(t *testing.T) {
	for name, c := range map[string]struct {
		alias func(h *holder)
		a, b  string
	}{
		"a part of a struct held by value": {func(h *holder) { h.inner = &h.own.second }, "clone.holder.own.second", "clone.holder.inner"},
		"its first part":                   {func(h *holder) { h.inner = &h.whole.first }, "clone.holder.inner", "clone.holder.whole"},
		"a field of a part":                {func(h *holder) { h.field = &h.own.second.b }, "clone.holder.own.second.b", "clone.holder.field"},
		"an element of a list":             {func(h *holder) { h.inner = &h.own.list[1] }, "clone.holder.own.list[1]", "clone.holder.inner"},
		"a field of an element":            {func(h *holder) { h.field = &h.own.list[2].b }, "clone.holder.own.list[2].b", "clone.holder.field"},
		"a list held twice":                {func(h *holder) { h.rows = h.own.list }, "clone.holder.own.list", "clone.holder.rows"},
		"the end of a list":                {func(h *holder) { h.rows = h.own.list[2:] }, "clone.holder.own.list[2]", "clone.holder.rows"},
		"the room behind a list":           {func(h *holder) { h.rows = h.own.list[:1]; h.own.list = h.own.list[2:] }, "clone.holder.own.list", "clone.holder.rows[2]"},
		"a map held twice":                 {func(h *holder) { h.words = h.own.table }, "clone.holder.own.table", "clone.holder.words"},
		"a pointer in an interface":        {func(h *holder) { h.boxed = &h.own.second }, "clone.holder.own.second", "clone.holder.boxed.(*clone.part)"},
		"behind pointers": {func(h *holder) { h.all = []any{&holder{inner: &h.whole.second}} },
			"clone.holder.all[0].(*clone.holder).inner", "clone.holder.whole.second"},
	} {
		h := &holder{own: owner{list: make([]part, 4), table: map[string]int64{"x": 1}}, whole: &owner{}}
		require.NoError(t, Check(New(), h), "in order before")

		c.alias(h)

		err := Check(New(), h)
		require.ErrorContains(t, err, c.a+" and ", name)
		require.ErrorContains(t, err, " and "+c.b+" are the same memory", name)
		for range 20 {
			require.EqualError(t, Check(New(), h), err.Error(), "the same words wherever the memory lies")
		}
	}
}

func TestWholesMayMeet(t *testing.T) {
	shared := &part{1, 2}
	h := &holder{whole: &owner{log: []*part{shared, shared}}, inner: shared, boxed: shared}
	h.again, h.all = h.whole, []any{h, h.whole, shared}
	rows := make([]part, 6)
	h.rows, h.own.list = rows[0:3:3], rows[3:6:6]

	require.NoError(t, Check(New(), h), "lists cut from one array do not meet when neither can grow into the other")

	twin, _ := Copy(New(), h)
	require.Same(t, twin, twin.all[0], "a pointer to the whole leads to the copy's whole")
	require.Same(t, twin.whole, twin.again)
	require.Same(t, twin.inner, twin.whole.log[1])
	require.Same(t, twin.inner, twin.boxed)
}

func TestTheFirstDifferenceIsNamedByItsPath(t *testing.T) {
	c := cloner()
	path, _, _ := Diff(c, sample(), sample())
	require.Empty(t, path)
	for name, d := range map[string]struct {
		change     func(*tree)
		path, x, y string
	}{
		"string": {func(x *tree) { x.name = "r00t" }, ".name", `"root"`, `"r00t"`},
		"number": {func(x *tree) { x.list[2]++ }, ".list[2]", "3", "4"},
		"length": {func(x *tree) { x.list = x.list[:2] }, ".list", "3 elements", "2 elements"},
		"deep":   {func(x *tree) { x.kids[0].small.b++ }, ".kids[0].small.b", "0", "1"},
		"nested": {func(x *tree) { x.kids[0].grid[0][0]++ }, ".kids[0].grid[0][0]", "1", "2"},
		"map":    {func(x *tree) { x.byName["y"].n++ }, ".byName[y].n", "2", "3"},
		"key":    {func(x *tree) { x.byName["z"] = &leaf{0} }, ".byName[z]", "missing", "there"},
		"lost":   {func(x *tree) { delete(x.byName, "x") }, ".byName[x]", "there", "missing"},
		"float":  {func(x *tree) { x.ratio = -x.ratio }, ".ratio", "0.5", "-0.5"},
		"type":   {func(x *tree) { x.any = leaf{4} }, ".any", "*clone.leaf", "clone.leaf"},
		"nil":    {func(x *tree) { x.kids[0].parent = nil }, ".kids[0].parent", "a value", "nil"},
		"apart":  {func(x *tree) { twin := *x.kids[0]; x.kids[1] = &twin }, ".kids[1]", "the same as elsewhere", "a value of its own"},
	} {
		x := sample()
		d.change(x)
		path, was, is := Diff(c, sample(), x)
		require.Equal(t, []string{d.path, d.x, d.y}, []string{path, was, is}, name)
		require.NotEqual(t, Hash(c, sample()), Hash(c, x), "%s: what differs has another hash", name)
	}
}
