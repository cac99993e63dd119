package edit

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTypingReplacesWhatIsSelected(t *testing.T) {
	var b Buffer
	b.Set("서킷", 2)
	b.SelectAll()
	require.Equal(t, "서킷", b.Selected())

	b.Insert("사가")

	require.Equal(t, "사가", b.Text())
	require.Equal(t, "사가", b.BeforeCaret())
	require.Empty(t, b.Selected())
}

func TestTheCaretMovesSelectsAndDeletes(t *testing.T) {
	var b Buffer
	b.Set("abcd", 4)
	b.Move(-1, false)
	b.Delete(-1)
	require.Equal(t, "abd", b.Text())
	b.Delete(1)
	require.Equal(t, "ab", b.Text())
	b.Delete(1)
	require.Equal(t, "ab", b.Text(), "nothing stands behind the caret")
	b.Move(-1, true)
	before, after := b.Around()
	require.Equal(t, []string{"a", "b", ""}, []string{before, b.Selected(), after})
	b.Move(-1, false)
	require.Equal(t, "a", b.BeforeCaret(), "a selection collapses to its side")
	b.Move(-1000, true)
	b.Delete(1)
	require.Equal(t, "b", b.Text())
	b.Move(1000, false)
	require.Equal(t, "b", b.BeforeCaret())
}

func TestALineTakesNoControlCharactersAndNoMoreThanItsLength(t *testing.T) {
	var b Buffer
	b.Insert("가\x00\n\x7f나\t\xff")
	require.Equal(t, "가 나 \uFFFD", b.Text())

	b.Insert(strings.Repeat("뷁", 500))
	require.Len(t, []rune(b.Text()), Longest)
	b.SelectAll()
	b.Insert("끝")
	require.Equal(t, "끝", b.Text())
	b.Set(strings.Repeat("x", 500), 900)
	require.Len(t, b.BeforeCaret(), Longest)
}

func FuzzBuffer(f *testing.F) {
	f.Add("서킷", "ab", int8(3), true)
	f.Fuzz(func(t *testing.T, text, more string, by int8, extend bool) {
		var b Buffer
		b.Set(text, int(by))
		for _, n := range []int{int(by), -int(by), 1000, -1} {
			b.Move(n, extend)
			b.Insert(more)
			b.Delete(n)
			before, after := b.Around()
			require.Equal(t, b.Text(), before+b.Selected()+after)
			require.LessOrEqual(t, len([]rune(b.Text())), Longest)
		}
	})
}
