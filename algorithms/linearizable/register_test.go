package linearizable

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
)

func begin(t *testing.T, r *Register, id int64, kind Kind, value, now int64) {
	t.Helper()
	require.NoError(t, r.Begin(id, kind, value, now))
}

func end(t *testing.T, r *Register, id, value, now int64) bool {
	t.Helper()
	ok, err := r.End(id, value, now)
	require.NoError(t, err)
	return ok
}

func TestAStaleReadNamesTheWriteThatHadEnded(t *testing.T) {
	var r Register
	begin(t, &r, 1, Write, 10, 0)
	require.True(t, end(t, &r, 1, 0, 5))
	begin(t, &r, 2, Write, 20, 6)
	require.True(t, end(t, &r, 2, 0, 8))
	begin(t, &r, 3, Read, 0, 9)

	require.False(t, end(t, &r, 3, 10, 12))

	v, broken := r.Broken()
	require.True(t, broken)
	old := Op{ID: 1, Kind: Write, Ended: true, Value: 10, Begin: 0, End: 5}
	newer := Op{ID: 2, Kind: Write, Ended: true, Value: 20, Begin: 6, End: 8}
	require.Equal(t, Violation{
		Rule: Stale, Read: Op{ID: 3, Kind: Read, Ended: true, Value: 10, Begin: 9, End: 12},
		Against: newer, Write: old, First: old, Then: newer,
	}, v)
}

func TestTwoReadsInTheWrongOrderNameEachOtherAndTheOpenWrite(t *testing.T) {
	var r Register
	begin(t, &r, 1, Write, 10, 0)
	begin(t, &r, 2, Read, 0, 1)
	require.True(t, end(t, &r, 2, 10, 2))
	begin(t, &r, 3, Read, 0, 3)

	require.False(t, end(t, &r, 3, 0, 4))

	v, _ := r.Broken()
	require.Equal(t, Inverted, v.Rule)
	require.Equal(t, int64(2), v.Against.ID)
	require.Equal(t, Op{Kind: Start, Ended: true}, v.First)
	require.Equal(t, Op{ID: 1, Kind: Write, Value: 10}, v.Then)
}

func TestAValueThatComesBackAmongConcurrentWritesFlickered(t *testing.T) {
	var r Register
	begin(t, &r, 1, Write, 10, 0)
	begin(t, &r, 2, Write, 20, 0)
	for i, value := range []int64{10, 20, 10} {
		id := int64(10 + i)
		begin(t, &r, id, Read, 0, id)
		require.Equal(t, i < 2, end(t, &r, id, value, id))
	}
	v, _ := r.Broken()
	require.Equal(t, [5]any{Flickered, int64(12), int64(11), int64(10), int64(11)}, [5]any{v.Rule, v.Read.ID, v.Against.ID, v.First.ID, v.Then.ID})
}

func TestALostWriteMayBeSeenMuchLaterButARefusedOneNever(t *testing.T) {
	var r Register
	begin(t, &r, 1, Write, 1, 0)
	require.NoError(t, r.Lost(1))
	for i := int64(2); i < 500; i++ {
		begin(t, &r, i, Write, i, i)
		require.True(t, end(t, &r, i, 0, i))
	}
	begin(t, &r, 500, Write, 500, 500)
	ok, err := r.Refused(500)
	require.True(t, ok)
	require.NoError(t, err)
	begin(t, &r, 501, Read, 0, 501)
	require.True(t, end(t, &r, 501, 1, 502), "it took effect just now")
	begin(t, &r, 502, Read, 0, 503)

	require.False(t, end(t, &r, 502, 500, 504))

	v, _ := r.Broken()
	require.Equal(t, [2]any{Refused, int64(500)}, [2]any{v.Rule, v.Against.ID})
}

func TestAWriteThatWasReadCannotBeRefused(t *testing.T) {
	var r Register
	begin(t, &r, 1, Write, 7, 0)
	begin(t, &r, 2, Read, 0, 1)
	require.True(t, end(t, &r, 2, 7, 2))
	for i := int64(3); i < 300; i++ { // folded long since
		begin(t, &r, i, Write, 10*i, i)
		require.True(t, end(t, &r, i, 0, i))
	}

	ok, err := r.Refused(1)

	require.False(t, ok)
	require.NoError(t, err)
	v, _ := r.Broken()
	require.Equal(t, [3]any{Refused, int64(2), int64(1)}, [3]any{v.Rule, v.Read.ID, v.Against.ID})
}

// A read hangs while what began to be written before it, and ended after, is folded, recycled and
// written anew: once it returns, the line must not be looked at where that stood.
func TestWhatAHangingReadWouldHaveSettledIsNotLookedAtOnceItIsFolded(t *testing.T) {
	var r Register
	for i := int64(1); i <= 200; i++ {
		begin(t, &r, i, Write, i, 0)
	}
	require.True(t, end(t, &r, 1, 0, 1))
	begin(t, &r, 1000, Read, 0, 2)
	for i := int64(2); i <= 200; i++ {
		require.True(t, end(t, &r, i, 0, 3))
	}
	begin(t, &r, 1001, Read, 0, 4)
	require.True(t, end(t, &r, 1001, 1, 5), "the last of the writes was that of 1")
	require.LessOrEqual(t, r.Kept(), Recall+2)
	for i := int64(201); i <= 400; i++ {
		begin(t, &r, i, Write, i, 6)
	}
	require.True(t, end(t, &r, 1000, 1, 7))

	begin(t, &r, 1002, Read, 0, 8)
	require.True(t, end(t, &r, 1002, 1, 9), "%+v", r.found)
}

// Values that only grow, as those of a counter, leave no doubt.
func TestAnUnknownValueIsForgottenOnlyIfItMayHaveBeenWritten(t *testing.T) {
	for value, want := range map[int64]Rule{-1: Unwritten, 0: Stale, 5: Forgotten, 235: Forgotten, 236: Stale, 299: Stale, 300: Fine, 301: Unwritten} {
		var r Register
		for i := int64(1); i <= 300; i++ {
			begin(t, &r, i, Write, i, i)
			require.True(t, end(t, &r, i, 0, i))
		}
		begin(t, &r, 1000, Read, 0, 1000)
		end(t, &r, 1000, value, 1001)
		v, _ := r.Broken()
		require.Equal(t, want, v.Rule, "value %d", value)
	}
}

func TestABrokenRegisterStaysBrokenAndGrowsNoMore(t *testing.T) {
	var r Register
	begin(t, &r, 1, Read, 0, 0)
	require.False(t, end(t, &r, 1, 9, 1))
	first, _ := r.Broken()
	kept := r.Kept()
	for i := range int64(100) {
		begin(t, &r, i, Write, 9+i, i)
		require.False(t, end(t, &r, i, 0, i))
		require.NoError(t, r.Lost(i))
		ok, _ := r.Refused(i)
		require.False(t, ok)
	}
	again, broken := r.Broken()
	require.True(t, broken)
	require.Equal(t, first, again)
	require.Equal(t, [2]int{0, kept}, [2]int{r.Open(), r.Kept()})
}

func TestAReportThatMakesNoSenseIsAnErrorAndChangesNothing(t *testing.T) {
	var r Register
	begin(t, &r, 1, Write, 5, 0)
	before := r.events
	for name, report := range map[string]func() error{
		"operation 2 is a none: only a read or a write can begin":                                  func() error { return r.Begin(2, None, 6, 1) },
		"operation 2 is a start: only a read or a write can begin":                                 func() error { return r.Begin(2, Start, 6, 1) },
		"operation 1 is open already: end it, or give the new one another id":                      func() error { return r.Begin(1, Read, 0, 1) },
		"operation 2 writes 5 again: every write needs a value of its own, and none the initial 0": func() error { return r.Begin(2, Write, 5, 1) },
		"operation 2 writes 0 again: every write needs a value of its own, and none the initial 0": func() error { return r.Begin(2, Write, 0, 1) },
		"operation 3 is not open: it never began, or has ended already":                            func() error { _, err := r.End(3, 0, 1); return err },
		"operation 4 is not open: it never began, or has ended already":                            func() error { return r.Lost(4) },
		"operation 5 is not open: it never began, or has ended already":                            func() error { _, err := r.Refused(5); return err },
	} {
		require.EqualError(t, report(), name)
	}
	require.Equal(t, before, r.events)
	require.Equal(t, 1, r.Open())
	require.True(t, end(t, &r, 1, 0, 2))
	begin(t, &r, 1, Read, 0, 3) // an id is free again once its operation has ended
	require.True(t, end(t, &r, 1, 5, 4))
}

func TestEachKeyIsARegisterOfItsOwnAndTheFirstToBreakIsNamed(t *testing.T) {
	var k Keys[string]
	for i, key := range []string{"m", "z", "a", "q"} {
		require.NoError(t, k.Begin(key, 1, Write, 7, int64(i)))
		ok, err := k.End(key, 1, 0, int64(i))
		require.True(t, ok)
		require.NoError(t, err)
	}
	_, _, broken := k.Broken()
	require.False(t, broken)
	for _, key := range []string{"q", "a"} {
		require.NoError(t, k.Begin(key, 2, Read, 0, 10))
		ok, err := k.End(key, 2, 0, 11)
		require.False(t, ok)
		require.NoError(t, err)
	}

	key, v, broken := k.Broken()

	require.True(t, broken)
	require.Equal(t, [2]any{"q", Stale}, [2]any{key, v.Rule})
	seen := []string{}
	for i := range k.Len() {
		key, r := k.At(i)
		_, broken := r.Broken()
		require.Equal(t, key == "a" || key == "q", broken)
		seen = append(seen, key)
	}
	require.Equal(t, []string{"a", "m", "q", "z"}, seen)
	require.Error(t, k.Lost("nobody", 1))
	_, err := k.End("nobody", 1, 0, 0)
	require.Error(t, err)
	_, err = k.Refused("z", 99)
	require.Error(t, err)
	require.Equal(t, 4, k.Len(), "asking makes no key")
	_, r := k.At(4)
	require.Nil(t, r)
}

func TestNamesAreGivenForWhateverNumber(t *testing.T) {
	names := []string{}
	for k := range Start + 2 {
		names = append(names, k.String())
	}
	for r := range Flickered + 2 {
		names = append(names, r.String())
	}
	require.Equal(t, []string{"none", "read", "write", "start", "none",
		"fine", "unwritten", "refused", "forgotten", "stale", "inverted", "flickered", "?"}, names)
}

// What the engine copies by reflection may hold no function, channel, pointer or map.
func TestTheStateIsPlainData(t *testing.T) {
	var walk func(at string, typ reflect.Type)
	walk = func(at string, typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Struct:
			for i := range typ.NumField() {
				walk(at+"."+typ.Field(i).Name, typ.Field(i).Type)
			}
		case reflect.Slice, reflect.Array:
			walk(at+"[]", typ.Elem())
		case reflect.Bool, reflect.Int, reflect.Int32, reflect.Int64, reflect.Uint8, reflect.String:
		default:
			t.Errorf("%s is a %v", at, typ)
		}
	}
	walk("Keys", reflect.TypeFor[Keys[string]]())
}

func TestTheTableKeepsWhatAMapKeeps(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	var tab table
	want := map[int64]int32{}
	for i := range int32(60_000) {
		key := r.Int64N(300) << r.IntN(40) // many with one home, wrapping round the end too
		if _, there := want[key]; there {
			tab.remove(key)
			delete(want, key)
		} else if len(want) < 90 {
			tab.put(key, i)
			want[key] = i
		}
		require.Equal(t, len(want), tab.used)
		if i%64 != 0 {
			continue
		}
		for k, at := range want {
			require.Equal(t, at, tab.find(k))
		}
	}
	tab.remove(-1)
	require.EqualValues(t, -1, tab.find(-1))
	require.Len(t, tab.slots, 128, "what is removed makes room")
}

func TestTheLineFindsTheHighestAmongAnyPlaces(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	var l line
	all := []peak{} // by place
	for i := range 4000 {
		switch p, width := r.IntN(10), l.tail-l.head; {
		case p < 4 && width < 70 || width == 0:
			at := peak{int64(i + 1), int32(i)}
			require.EqualValues(t, len(all), l.push(at))
			all = append(all, at)
		case p < 7:
			l.head++
		default:
			place := l.head + r.Int64N(width)
			all[place].s += 4000 * r.Int64N(3) // no two are ever equal
			l.set(place, all[place])
		}
		from, to := r.Int64N(int64(len(all))+1), r.Int64N(int64(len(all))+3)
		want := peak{}
		for place := max(from, l.head); place < min(to, l.tail); place++ {
			want = higher(want, all[place])
		}
		require.Equal(t, want, l.highest(from, to), "places %d to %d of %d to %d", from, to, l.head, l.tail)
	}
	require.LessOrEqual(t, len(l.tree), 256)
}
