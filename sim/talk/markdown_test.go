package talk_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/sim/talk"
)

func always() bool { return true }

// latinAndHangul has what the fonts of a small screen may have.
func latinAndHangul(r rune) bool {
	return r >= ' ' && r < 0x7f || r >= 0xa0 && r < 0x100 && r != 0xad || r >= 0xac00 && r < 0xd7a4 || strings.ContainsRune("·…→“”‘’", r)
}

func load(text string) (*talk.Show, error) {
	return talk.Load("folder/talk.md", text, scenarios.All, latinAndHangul, always)
}

const head = "---\nscenario: saga\nlang: en\n---\n# Talk\n"

// said returns the only beat of a talk whose text, from line 7 on, is given.
func said(t *testing.T, text string) talk.Beat {
	t.Helper()
	show, err := load(head + "## Beat\n" + text)
	require.NoError(t, err, text)
	require.Len(t, show.Talk.Beats, 1)
	return show.Talk.Beats[0]
}

func words(b talk.Beat) string {
	out := ""
	for _, s := range b.Says {
		if s.Strong {
			out += "<" + s.Text + ">"
		} else {
			out += s.Text
		}
	}
	return out
}

func TestMarkdownIsShownAsWhatItIs(t *testing.T) {
	for text, want := range map[string]string{
		"A **bold** word.":                       "A <bold> word.",
		"An *emphasized* and an __old__ one.":    "An <emphasized> and an <old> one.",
		"**9%**로 줄었어요.":                          "<9%>로 줄었어요.",
		"**오류(500)**이에요. *\"그래\"*라고 해요.":         "<오류(500)>이에요. <\"그래\">라고 해요.",
		"2 * 3 is 6, snake_case_name stays.":     "2 * 3 is 6, snake_case_name stays.",
		"`set(rps,500)` is code.":                "set(rps,500) is code.",
		"``a ` b`` is code with a mark.":         "a ` b is code with a mark.",
		"A star \\*\\*alone\\*\\* and \\<b>.":    "A star **alone** and <b>.",
		"R&amp;D &lt;T&gt; &#54620; &copy; &no;": "R&D <T> 한 © &no;",
		"Two\nlines  \nof\\\none.":               "Two lines of one.",
		"Blanks\u00a0and\ttabs  are one.":        "Blanks and tabs are one.",
		"https://example.org stays.":             "https://example.org stays.",
		"[x] and [y][z] are words.":              "[x] and [y][z] are words.",
		"1) 100 :: 3 | 4":                        "",
		"   Three blanks are none.":              "Three blanks are none.",
		"a < b, and > c":                         "a < b, and > c",
	} {
		if want == "" {
			_, err := load(head + "## Beat\n" + text)
			require.ErrorContains(t, err, "talk.md:7: a list", text)
			continue
		}
		require.Equal(t, want, words(said(t, text)), text)
	}
	require.Equal(t, "Beat & code", func() string {
		show, err := load(head + "## **Beat** &amp; `code` ##\nSays.")
		require.NoError(t, err)
		return show.Talk.Beats[0].Title
	}())
}

func TestNotesAreForThePresenterLineByLine(t *testing.T) {
	b := said(t, "Says.\n\n> See [the page](https://a.b/c)\n> <https://d.e>\n>\n> - one\n> - **two**\n>\n> 3. three\n\n> so *it* is\n>> deep\n")

	require.Equal(t, []string{"See the page (https://a.b/c)", "https://d.e", "· one", "· two", "3. three", "so it is", "deep"}, b.Notes)
}

func TestALinkInANoteMayHaveItsAddressElsewhere(t *testing.T) {
	b := said(t, "Says.\n\n> See [the page][1].\n>\n> [1]: https://a.b/c\n")

	require.Equal(t, []string{"See the page (https://a.b/c)."}, b.Notes)
}

// TestWhatStandsBehindACommentInANoteStaysANote has comments over several lines, the
// marks of the note in each: none of it is for the audience.
func TestWhatStandsBehindACommentInANoteStaysANote(t *testing.T) {
	for _, text := range []string{
		"Says.\n\n> one <!-- a\n> b --> two\n",
		"Says.\n\n> one <!-- a\n> b\n> c --> two\n",
		"Says.\n\n> one\n>\n> <!-- a\n>\n> c -->    two\n",
		"Says.\n\n  > one\n  > <!-- a\n\n  > c --> two <!-- d -->\n",
	} {
		b := said(t, text)

		require.Equal(t, []string{"one", "two"}, b.Notes, text)
		require.Empty(t, b.More, text)
	}
}

func TestATitleThatStandsTwiceIsNotMissing(t *testing.T) {
	_, err := load(head + "#\n## B\nA.\n")

	require.EqualError(t, err, "talk.md:6: a second title: a beat begins with ##")
}

func TestWhatATalkDoesNotShowIsRefusedWithItsLine(t *testing.T) {
	for text, says := range map[string]string{
		"A.\n\n---\n":                                   `talk.md:9: a line of --- draws nothing`,
		"A.\n\n***\n":                                   `talk.md:9: a line of *** draws nothing`,
		"A.\n---\n":                                     `talk.md:8: "---" under a text makes a heading of it`,
		"A.\n===\n":                                     `talk.md:8: "===" under a text makes a heading of it`,
		"A.\n\n- one\n- two\n":                          `talk.md:9: a list`,
		"A.\n\n1. one\n":                                `talk.md:9: a list`,
		"| a | b |\n|---|---|\n| 1 | 2 |\n":             `talk.md:7: a table`,
		"A.\n\na | b\n--- | ---\n1 | 2\n":               `talk.md:9: a table`,
		"A.\n\n![alt](x.png)\n":                         `talk.md:9: a picture, x.png`,
		"A\nB [c](https://d) e.\n":                      `talk.md:8: a link, https://d`,
		"A.\n\n<https://a.b>\n":                         `talk.md:9: a link, https://a.b`,
		"A.\n\n[a]: https://a.b\n":                      `talk.md:9: "[a]: https://a.b" is the address of a link`,
		"A.\n\n<div>x</div>\n":                          `talk.md:9: HTML`,
		"A.\n\n<details>\n<summary>x</summary>\n":       `talk.md:9: HTML`,
		"A <b>b</b>.\n":                                 `talk.md:7: HTML, <b>`,
		"A <b\nc=\"d\"> e.\n":                           `talk.md:7: HTML, <b c="d">: write it in words`,
		"A\nList<String>.\n":                            `talk.md:8: HTML, <String>`,
		"A ~~b~~.\n":                                    `talk.md:7: ~~ strikes nothing out`,
		"A **b.\n":                                      `talk.md:7: ** is left open`,
		"A.\n\n    ```sim\n    preset naive\n    ```\n": "talk.md:9: four blanks make \"```sim\" a block of code",
		"A.\n\n\t```sim\n\tpreset naive\n\t```\n":       "talk.md:9: four blanks make \"```sim\" a block of code",
		"A.\n\n````sim\npreset naive\n```\n":            "talk.md:9: the block has no end: close it with ````",
		"A.\n\n```sim\npreset naive\n~~~\n":             "talk.md:9: the block has no end: close it with ```",
		"A.\n\n```sim\npreset naive\n    ```\n":         "talk.md:9: the block has no end",
		"A.\n\n```\ncode\n```\n":                        "talk.md:9: a block of code without a name",
		"A.\n\n> ```sim\n> preset naive\n> ```\n":       "talk.md:9: a block of code in a note",
		"A.\n\n> # loud\n":                              "talk.md:9: a heading in a note, \"# loud\"",
		"A.\n\n> loud\n> ---\n":                         "talk.md:10: \"---\" under a text makes a heading of it: leave the line out",
		"A.\n\n> a\n>\n> ---\n":                         "talk.md:11: a line of --- draws nothing",
		"A.\n\n> ```\n> x\n> ```\n":                     "talk.md:9: a block of code in a note: write ``` at the margin",
		"A.\n\n> | a | b |\n> |---|---|\n> | 1 | 2 |\n": "talk.md:9: a table is not shown",
		"A.\n\n> - a | b\n>   -|-\n":                    "talk.md:9: a table is not shown",
		"A.\n\n> a note\nand a sentence\n":              "talk.md:10: the line goes on with the note above it",
		"A.\n\n> ![x](y.png)\n":                         "talk.md:9: a picture, y.png",
		"A.\n\n###### deep\n":                           "talk.md:9: a heading of level 6",
		"#hash\n":                                       "talk.md:7: \"#hash\" is no heading",
		"A\n#hash\n":                                    "talk.md:8: \"#hash\" is no heading",
		"A <!-- never closed\n\nB.\n":                   "talk.md:7: the comment has no end",
	} {
		_, err := load(head + "## Beat\n" + text)

		require.ErrorIs(t, err, talk.ErrTalk, text)
		require.Contains(t, err.Error(), says, text)
	}
}

func TestFencesAreThoseOfCommonMark(t *testing.T) {
	for _, block := range []string{"```sim\npreset naive\n```", "~~~sim\npreset naive\n~~~", "   ```sim\n   preset naive\n  `````  ",
		"````sim\n# ```\npreset naive\n````", "```` sim\npreset\tnaive\n`````", "```sim\r\npreset naive\r\n```"} {
		show, err := load(head + "## Beat\nA.\n\n" + block + "\n")

		require.NoError(t, err, block)
		require.NotEmpty(t, show.Stops[0].Spec.Actions, "naive has a crash: %s", block)
	}
}

func TestCommentsReachNobodyAndTakeNothingWithThem(t *testing.T) {
	for text, want := range map[string]string{
		"<!-- secret --> The sentence.":                      "The sentence.",
		"<!-- secret -->     The sentence.":                  "The sentence.",
		"The <!-- secret --> sentence.":                      "The sentence.",
		"The sentence.<!-- secret -->":                       "The sentence.",
		"<!-- secret\n\nsecret\n--> The sentence.":           "The sentence.",
		"The <!-- secret\n secret --> sentence.":             "The sentence.",
		"The sentence.\n\n<!-- secret\n\n```sim\n-->\n":      "The sentence.",
		"<!-- secret --><!-- secret -->The <!---->sentence.": "The sentence.",
		"<!-->The sentence.":                                 "The sentence.",
		"`<!--` begins a <!-- secret --> comment.":           "<!-- begins a comment.",
		"\\<!-- is shown, <!-- secret --> as it is.":         "<!-- is shown, as it is.",
		"<!-- secret -- > secret --> The sentence.":          "The sentence.",
		"   <!-- secret\n   secret -->\n\nThe sentence.":     "The sentence.",
		"The sentence.\n\n> <!-- secret --> a note\n":        "The sentence.",
		"The sentence.\n\n```ask\n<!-- secret --> Q?\n<!-- secret -->\n- a <!-- secret --> :: law:I1 holds\n- b :: otherwise\nwhy: so <!-- secret -->\n```\n": "The sentence.",
	} {
		show, err := load(head + "## Beat\n" + text)

		require.NoError(t, err, text)
		b := show.Talk.Beats[0]
		require.Equal(t, want, words(b), text)
		require.Empty(t, b.More, text)
		require.NotContains(t, strings.Join(b.Notes, ""), "secret")
		if q := show.Stops[0].Ask; q != nil {
			require.Equal(t, "Q? a so", q.Text+" "+q.Choices[0].Text+" "+q.Why)
		}
	}
}

func TestHangulInPiecesIsJoined(t *testing.T) {
	text := "---\nscenario: saga\n---\n# 재토의 사가\n## 돈만 나갔어요\n**주문**을 몰라요.\n\n더 작은 줄.\n> 다음이에요\n```ask\n어때요?\n- 좋아요 :: law:I1 holds\n- 나빠요 :: otherwise\n```\n"
	whole, err := load(text)
	require.NoError(t, err)
	require.NotEqual(t, text, norm.NFD.String(text))

	pieces, err := load(norm.NFD.String(text))

	require.NoError(t, err)
	require.Equal(t, whole, pieces)
}

func TestWhatTheFontsLackIsNamedWithLineAndCharacter(t *testing.T) {
	for text, says := range map[string]string{
		"A\nparty 🎉 now.\n": `talk.md:8: the screen's fonts do not have 🎉 (U+1F389): write it another way`,
		"A 漢字.\n":           `talk.md:7: the screen's fonts do not have 漢 (U+6F22), 字 (U+5B57)`,
		"A.\n\nПривет.\n":   `talk.md:9: the screen's fonts do not have П (U+041F)`,
		"A.\n\n> see ✅\n":   `talk.md:9: the screen's fonts do not have ✅ (U+2705)`,
		"A\u200bB.\n":       `talk.md:7: the line holds what nobody can see, U+200B: delete it`,
		"A\u2060\u00ad.\n":  `talk.md:7: the line holds what nobody can see, U+2060, U+00AD: delete it`,
		"A ㅤ.\n":            `U+3164`,
		"A &#128512;.\n":    `talk.md:7: the screen's fonts do not have 😀`,
		"A **b 漢 c**.\n":    `talk.md:7: the screen's fonts do not have 漢`,
		"A `漢`.\n":          `talk.md:7: the screen's fonts do not have 漢`,
		"A.\n```ask\n漢?\n- a :: otherwise\n```\n":                            `talk.md:9: the screen's fonts do not have 漢`,
		"A.\n```ask\nQ?\n- 漢 :: law:I1 holds\n- b :: otherwise\n```\n":       `talk.md:10: the screen's fonts do not have 漢`,
		"A.\n```ask\nQ?\n- a :: law:I1 holds\n- b :: otherwise\nwhy: 漢\n```": `talk.md:12: the screen's fonts do not have 漢`,
		"A.\n```sim\npreset\u200b naive\n```\n":                              `talk.md:9: the line holds what nobody can see, U+200B`,
	} {
		_, err := load(head + "## Beat\n" + text)

		require.ErrorIs(t, err, talk.ErrTalk, text)
		require.Contains(t, err.Error(), says, text)
	}
	_, err := load(strings.Replace(head, "# Talk", "# 漢", 1) + "## 字\nA.\n")
	require.ErrorContains(t, err, "talk.md:5: the screen's fonts do not have 漢")
	require.ErrorContains(t, err, "talk.md:6: the screen's fonts do not have 字")
	for _, unseen := range []string{"<!-- 漢 🎉 -->\nA.\n", "A.\n```sim\n# 漢\n```\n"} {
		_, err = load(head + "for readers 漢\n## Beat\n" + unseen)
		require.NoError(t, err, "nobody sees it")
	}
	_, err = talk.Load("talk.md", head+"## 字\n漢 🎉.\n", scenarios.All, nil, always)
	require.NoError(t, err, "whoever has all fonts")
}

func TestTextBeforeTheFirstBeatIsForReaders(t *testing.T) {
	show, err := load(head + "| a | b |\n|---|---|\n\n- a list\n\n![a](b) <b>c</b>\n\n---\n\n```bash\nmsalab talk talk.md\n```\n\n> quoted\n\n## Beat\nA.\n")

	require.NoError(t, err)
	require.Len(t, show.Talk.Beats, 1)
	require.Empty(t, show.Talk.Beats[0].Notes)
}

func TestOneCheckFindsEverything(t *testing.T) {
	_, err := load(head + "## One\nA 漢.\n```sim\npreset niave\nrun to 2s\nexpect metric:refunds > 99\n```\n## Two\n- a list\n\n```ask\nQ?\n- a :: metric:nope = 1\n- b\n```\n## Three\nFine.\n```sim\npreset rihgt\n```\n## Four\n> only a note\n")

	require.ErrorIs(t, err, talk.ErrTalk)
	lines := strings.Split(err.Error(), "\n")
	for i, says := range []string{
		"talk.md:7: the screen's fonts do not have 漢", `talk.md:9: unknown preset "niave"`, `talk.md:10: run "to 2s"`, "talk.md:14: a list",
		"talk.md:16: a question has 2 to 6 choices, each as - TEXT :: CONDITION, not 1", `talk.md:18: unknown metric "nope"`, `talk.md:19: choice "b"`, `talk.md:24: unknown preset "rihgt"`, `talk.md:26: the beat "Four" says nothing`,
	} {
		require.Greater(t, len(lines), i, err)
		require.True(t, strings.HasPrefix(lines[i], says), "%s\n%s", says, err)
	}
	require.Len(t, lines, 9, "a run whose line could not be read is not blamed: %s", err)
}

func TestBadBytesOfEveryKindAreNamedWithTheirLines(t *testing.T) {
	for text, says := range map[string]string{
		head + "## B\nA \xff\xfe.\n\xc0\x80\n":             "talk.md:7: the line is not UTF-8: save the file as UTF-8\ntalk.md:8: the line is not UTF-8",
		head + "## B\nA \x00.\n":                           "talk.md:7: the line holds a control character, U+0000: delete it",
		head + "## B\nA \x1b[31m.\n":                       "talk.md:7: the line holds a control character, U+001B",
		head + "## B\nA \x07\x1b[31m\x07.\n":               "talk.md:7: the line holds control characters, U+0007, U+001B: delete them",
		head + "## B\nA \u0085.\n":                         "talk.md:7: the line holds a control character, U+0085",
		"\xff\xfe#\x00 \x00T\x00":                          "talk.md:1: the line is not UTF-8", // UTF-16
		strings.Repeat("a\n", talk.MaxBytes/2+1):           "talk.md:1: the talk has 262146 bytes: at most 262144",
		"\ufeff\ufeff" + head + "## B\nA.\n":               "talk.md:1:",
		head + "## B\nA.\n```sim\npreset\x00 naive\n```\n": "talk.md:9: the line holds a control character",
	} {
		_, err := load(text)

		require.ErrorIs(t, err, sim.ErrBadInput)
		require.Contains(t, err.Error(), says)
	}
}

func TestLineEndsMarksAndTabsAreReadAlike(t *testing.T) {
	text := head + "## Beat\nA\tB.\n\n>\ta note\n\n```sim\npreset\tnaive\n\trun \t until\t1s\n```\n"
	want, err := load(text)
	require.NoError(t, err)
	require.Equal(t, []string{"a note"}, want.Talk.Beats[0].Notes)
	require.Equal(t, "A B.", words(want.Talk.Beats[0]))

	for _, same := range []string{"\ufeff" + text, strings.ReplaceAll(text, "\n", "\r\n"), strings.ReplaceAll(text, "\n", "\r"),
		strings.Replace(text, "\n", "\r\n", 5), text + "\n\n \t\n", strings.TrimRight(text, "\n")} {
		show, err := load(same)
		require.NoError(t, err)
		require.Equal(t, want, show)
	}
}

// pieces are what real files are made of, right and wrong.
var pieces = []string{"# T", "## B", "### C", "Sentence-1.", "Sentence-2.", "**bold**", "*it*", "`code`", "```", "````", "~~~", "```sim", "```ask", "```go",
	"- item", "  - deep", "1. one", "> note", ">> deep", "> - n", "> ```", "---", "===", "***", "| a | b |", "|---|---|", "[a](b)", "[a]: b", "![a](b)", "<div>", "</div>",
	"<!-- secret", "<!-- secret -->", "-->", "<br>", "<https://a.b>", "\\", "\\*", "&amp;", "&#0;", "\t", "    code", "preset naive", "run until 1s", "- yes :: law:I1 holds",
	"- no :: otherwise", "until: 1s", "why: so", "scenario: saga", "lang: ko", "\u200b", "漢", "🎉", "\x00", "\xff", "가", "\ufeff", "[^1]", "$x$", "- [ ] task", "~~gone~~", "***", "__", "**", ""}

func TestAnyMarkdownIsReadOrRefusedWithLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		if rapid.Bool().Draw(t, "head") {
			b.WriteString(head + "## Beat\nSentence-0.\n")
		}
		for range rapid.IntRange(0, 25).Draw(t, "pieces") {
			b.WriteString(rapid.SampledFrom(pieces).Draw(t, "piece"))
			b.WriteString(rapid.SampledFrom([]string{"\n", "\n\n", " ", "", "\r\n", "\n    ", "\n> "}).Draw(t, "end"))
		}
		soundTalk(t, b.String())
	})
}

// soundTalk demands of any file what every reader may: no panic, an error with lines,
// or a talk that holds nothing raw, nothing secret and nothing that is not shown.
func soundTalk(t require.TestingT, text string) {
	show, err := talk.Load("any.md", text, []*sim.Scenario{scenarios.All[3]}, latinAndHangul, always)
	if err != nil {
		require.ErrorIs(t, err, sim.ErrBadInput)
		require.True(t, errors.Is(err, talk.ErrTalk))
		for _, line := range strings.Split(err.Error(), "\n") {
			require.Regexp(t, `^any\.md(:\d+)?: .`, line, text)
		}
		return
	}
	require.Len(t, show.Stops, len(show.Talk.Beats))
	shown := show.Talk.Title
	for _, b := range show.Talk.Beats {
		require.NotEmpty(t, b.Title+b.More)
		require.NotEmpty(t, words(b))
		shown += b.Title + b.More + strings.Join(b.Notes, "")
		for _, s := range b.Says {
			shown += s.Text
		}
	}
	for _, r := range shown {
		require.True(t, latinAndHangul(r), "%U in %q", r, text)
	}
	if !strings.Contains(text, `\`) && !strings.Contains(text, "`") && !strings.Contains(text, "&") {
		require.NotContains(t, shown, "secret", text)
		require.NotContains(t, shown, "**", text)
		require.NotContains(t, shown, "](", text)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(head + "## Beat\nA **b** `c` <!-- d --> e.\n\n> - f\n> [g](h)\n\n```sim\npreset naive\nrun until 1s\n```\n")
	f.Add(head + "## Beat\nA\n===\n| a |\n|---|\n\n    code\n\n[a]: b\n![c](d)<e>\n")
	f.Add(strings.Join(pieces, "\n"))
	f.Add(strings.Join(pieces, " "))
	f.Add("\ufeff---\nscenario: saga\r\n---\r# \xff\n## \x00\n<!--")
	f.Add(strings.Repeat("> ", 300) + "deep\n" + strings.Repeat("- ", 300) + "\n" + strings.Repeat("[", 500) + strings.Repeat("*a ", 500))
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "run") || strings.Contains(text, "until") || strings.Count(text, "compare") > 3 {
			if _, err := talk.Parse("any.md", text); err == nil {
				return // its runs could be long
			}
		}
		soundTalk(t, text)
	})
}

// TestHostileMarkdownIsReadInTime holds the parser to what a page can bear.
func TestHostileMarkdownIsReadInTime(t *testing.T) {
	for _, piece := range []string{"[", "*a ", "**a", "`a``", "> ", "- ", "<!--", "<a ", "![", "](", "&#", "\\", "_a*", "|", "[a]: b\n", "```\n", "<!-->"} {
		text := head + "## B\n" + strings.Repeat(piece, 60_000/len(piece))

		_, err := load(text)

		require.Error(t, err)
	}
}
