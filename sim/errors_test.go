package sim

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestANameIsSuggestedOnlyWhenTwoThirdsAreInCommon(t *testing.T) {
	commands := []string{"list", "run", "replay", "compare", "talk", "new", "export"}
	for _, c := range []struct {
		typed string
		known []string
		near  string
	}{
		{"fr", []string{"ko", "en"}, ""},
		{"es", []string{"ko", "en"}, ""},
		{"k", []string{"ko", "en"}, ""},
		{"bash", []string{"sim", "ask"}, ""},
		{"sh", []string{"sim", "ask"}, ""},
		{"go", []string{"sim", "ask"}, ""},
		{"z", []string{"p", "c", "s"}, ""},
		{"", []string{"p", "ko"}, ""},
		{"kill", []string{"crash", "heal", "skew"}, ""},
		{"sym", []string{"sim", "ask"}, "sim"},
		{"runn", commands, "run"},
		{"rn", commands, "run"},
		{"lsit", commands, "list"},
		{"RUN", commands, "run"},
		{"crahs", []string{"cut", "crash"}, "crash"},
		{"niave", []string{"naive", "right"}, "naive"},
		{"복재", []string{"복제본", "주서버"}, ""},
		{"복재본", []string{"복제본", "주서버"}, "복제본"},
		{strings.Repeat("a", 65), []string{strings.Repeat("a", 65)}, ""},
	} {
		require.Equal(t, c.near, Nearest(c.typed, c.known), c.typed)
	}
}

func TestWithoutANearNameAllOfThemAreListed(t *testing.T) {
	r, err := NewRun(Spec{Scenario: phold(), Seed: 1}, Full)
	require.NoError(t, err)

	err = r.Do(Action{Name: "kill", Args: []string{"a"}})

	require.ErrorIs(t, err, ErrBadInput)
	require.NotContains(t, err.Error(), "did you mean")
	for _, v := range verbs {
		require.Contains(t, err.Error(), v.name)
	}
	many := make([]string, listedBeside+1)
	for i := range many {
		many[i] = strings.Repeat("x", i+1)
	}
	require.NotContains(t, unknown("name", "xxxxxy", "", many).Error(), "there are")
	require.Contains(t, unknown("name", "yyyy", "", many).Error(), "there are")
}

func TestEditsAreADistance(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("ab가")), 0, 6, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := []rune(word.Draw(t, "a")), []rune(word.Draw(t, "b"))
		d := edits(a, b)

		require.Equal(t, d, edits(b, a))
		require.Equal(t, string(a) == string(b), d == 0)
		require.GreaterOrEqual(t, d, max(len(a)-len(b), len(b)-len(a)))
		require.LessOrEqual(t, d, max(len(a), len(b)))
		if len(a) > 1 {
			swapped := append([]rune{a[1], a[0]}, a[2:]...)
			require.LessOrEqual(t, edits(a, swapped), 1)
		}
	})
}
