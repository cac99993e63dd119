//go:build !js

package app_test

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/visual/app"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/present"
	"github.com/kookmin-msa-study/msalab/visual/stage"
	"github.com/kookmin-msa-study/msalab/visual/theme"
	"github.com/kookmin-msa-study/msalab/visual/tour"
)

// pingTour is a tour of the smallest scenario: two beats of one run, a third of another.
const pingTour = `---
scenario: ping
lang: LANG
minutes: 10
---
# Ping

## One

It **asks**.

And nothing else.

> Say hello.

` + "```sim\npreset naive\nrun until step:4\n```\n\n```ask\nWhich?\n- None :: metric:seen = 0\n- Some :: metric:seen > 0\nuntil: 1s\nwhy: It was asked.\n```" + `

## Two

It goes **on**.

` + "```sim\nrun until 2s\nview lanes\nfocus b\n```" + `

## Three

It *stops*.

` + "```sim\npreset right\nrun until 3s\ncompare naive\n```\n"

// openTalk opens present mode on the tour above.
func openTalk(t testing.TB) (*app.App, *present.Present, *fakeHost) {
	t.Helper()
	a, h := newApp(t, "")
	sc := a.Catalogue[0]
	sc.Tour = sim.T(strings.Replace(pingTour, "LANG", "ko", 1), strings.Replace(pingTour, "LANG", "en", 1))
	a.Scenario(sc)
	a.Talks.Start(a.Screen.(*stage.Stage).Run.Tl.Spec())
	v, ok := a.Screen.(*present.Present)
	require.True(t, ok, a.Toast)
	settle(t, a, v)
	return a, v, h
}

// settle waits until a beat rests.
func settle(t testing.TB, a *app.App, v *present.Present) {
	t.Helper()
	for i := 0; i < 2000 && (i < 2 || v.Way.Leg != present.Resting); i++ {
		tick(t, a, 1)
	}
	require.Equal(t, present.Resting, v.Way.Leg)
	tick(t, a, 2)
}

// said is what a screen reader was told last, however soon after the sentence before.
func said(a *app.App, h *fakeHost) string {
	a.Speech.At = time.Time{}
	a.Speak()
	return h.Probed("caption-ko")
}

func TestAClickerGoesThroughTheWholeTalkAndBack(t *testing.T) {
	a, v, h := openTalk(t)
	hands := takeHands(t)
	require.Equal(t, "1", h.Probed("beat"))
	require.Equal(t, "4", h.Probed("step"))
	require.Equal(t, "It asks. And nothing else.", said(a, h))

	for _, key := range []ebiten.Key{ebiten.KeyPageDown, ebiten.KeySpace, ebiten.KeyRight} {
		hands.press(t, a, key)
		settle(t, a, v)
	}
	require.Equal(t, "3", h.Probed("beat"))
	require.Equal(t, present.PresentWords.NoBeat.KO, a.Toast, "after the last beat it stays")
	for range 3 {
		hands.press(t, a, ebiten.KeyPageUp)
		settle(t, a, v)
	}
	require.Equal(t, "1", h.Probed("beat"))
	require.Equal(t, "4", h.Probed("step"))
}

func TestABeatPlaysAndASecondPressJumpsToItsEnd(t *testing.T) {
	a, v, _ := openTalk(t)
	hands := takeHands(t)
	a.ReducedMotion = false
	now := time.Unix(0, 0)
	a.Now = func() time.Time { return now }
	hands.press(t, a, ebiten.KeySpace)
	for range 10 {
		now = now.Add(50 * time.Millisecond)
		tick(t, a, 1)
	}
	require.Equal(t, present.Playing, v.Way.Leg)
	at := v.Frames[0].Run.Tl.Cursor()
	require.Greater(t, at, v.Show.Stops[0].At)
	require.Less(t, at, v.Show.Stops[1].At)

	hands.press(t, a, ebiten.KeySpace)
	settle(t, a, v)
	require.Equal(t, v.Show.Stops[1].At, v.Frames[0].Run.Tl.Cursor())
	require.Equal(t, 1, v.Beat)
}

func TestAWayTakesAtLeastAMomentAndAtMostAFewSeconds(t *testing.T) {
	a, v, _ := openTalk(t)
	hands := takeHands(t)
	a.ReducedMotion = false
	now := time.Unix(0, 0)
	a.Now = func() time.Time { return now }
	for _, pace := range []int64{1, 500, 64000} {
		v.GoTo(0, false)
		settle(t, a, v)
		v.Show.Stops[1].Pace = pace
		hands.press(t, a, ebiten.KeySpace)
		ticks := 0
		for ; v.Way.Leg != present.Resting && ticks < 1000; ticks++ {
			now = now.Add(time.Second / 60)
			tick(t, a, 1)
		}
		require.GreaterOrEqual(t, ticks, 45)
		require.LessOrEqual(t, ticks, 320)
	}
}

func TestTheRunGivesTheAnswerOfAQuestion(t *testing.T) {
	a, v, h := openTalk(t)
	hands := takeHands(t)
	hands.press(t, a, ebiten.KeyQ)
	require.True(t, v.Ask.Open)
	require.Contains(t, said(a, h), "Which?\n1: None\n2: Some")

	hands.press(t, a, ebiten.KeyDigit1)
	settle(t, a, v)
	require.True(t, v.Ask.Known)
	require.Equal(t, 0, v.Ask.Chosen)
	require.Equal(t, v.Show.Stops[0].Ask.Until, v.Frames[0].Run.Tl.Cursor())
	require.Equal(t, "답은 2번이에요. It was asked.", said(a, h))

	hands.press(t, a, ebiten.KeyQ)
	settle(t, a, v)
	require.False(t, v.Ask.Open)
	require.EqualValues(t, 4, v.Frames[0].Run.Tl.Cursor(), "closed, the beat rests where it did")
}

func TestAQuestionIsCopiedAsAMessageToReactTo(t *testing.T) {
	a, _, h := openTalk(t)
	hands := takeHands(t)
	hands.press(t, a, ebiten.KeyShiftLeft, ebiten.KeyShift, ebiten.KeyQ)
	require.Equal(t, "Which?\n1️⃣ None\n2️⃣ Some", h.copied)
}

func TestALinkOpensItsBeatAndEscLeavesAtTheSameStep(t *testing.T) {
	a, v, h := openTalk(t)
	hands := takeHands(t)
	hands.press(t, a, ebiten.KeySpace)
	settle(t, a, v)
	text, err := a.Encode()
	require.NoError(t, err)
	require.Contains(t, text, "&beat=2&")
	digest := h.Probed("digest")

	a.Open("#/ping?v=1&beat=2&lang=ko")
	again := a.Screen.(*present.Present)
	settle(t, a, again)
	require.Equal(t, digest, h.Probed("digest"), "the beat needs no more than its number")

	hands.press(t, a, ebiten.KeyEscape)
	_, ok := a.Screen.(*stage.Stage)
	require.True(t, ok)
	tick(t, a, 3)
	require.Equal(t, digest, h.Probed("digest"))

	hands.press(t, a, ebiten.KeyP)
	require.Same(t, again, a.Screen, "the talk goes on where it was left")
	require.Equal(t, 1, again.Beat)

	a.Open("#/ping?v=1&beat=4")
	require.Contains(t, h.Probed("error"), "it has beats 1 to 3")
}

func TestTheOtherLanguageShowsTheSameBeat(t *testing.T) {
	a, v, _ := openTalk(t)
	v.GoTo(2, false)
	settle(t, a, v)
	a.SetLang(sim.EN)
	settle(t, a, v)
	require.Equal(t, 2, v.Beat)
	require.Equal(t, sim.EN, v.Show.Talk.Lang)
}

func TestTheClockBeginsWithTheFirstStepAndWarnsWhenTheTimeIsOver(t *testing.T) {
	a, v, _ := openTalk(t)
	hands := takeHands(t)
	now := time.Unix(0, 0)
	a.Now = func() time.Time { return now }
	now = now.Add(time.Hour)
	tick(t, a, 1)
	require.Equal(t, "00:00 / 10:00", v.Clock.Shown)
	hands.press(t, a, ebiten.KeySpace)
	now = now.Add(4*time.Minute + 12*time.Second)
	tick(t, a, 1)
	require.Equal(t, "04:12 / 10:00", v.Clock.Shown)
	require.False(t, v.Clock.Over)
	hands.press(t, a, ebiten.KeyEscape)
	hands.press(t, a, ebiten.KeyP)
	now = now.Add(6 * time.Minute)
	tick(t, a, 1)
	require.Equal(t, "10:12 / 10:00", v.Clock.Shown, "leaving for the stage does not stop it")
	require.True(t, v.Clock.Over)
}

func TestABlankScreenComesBackWithoutMovingOn(t *testing.T) {
	a, v, _ := openTalk(t)
	hands := takeHands(t)
	hands.press(t, a, ebiten.KeyB)
	require.True(t, v.Blank)
	hands.press(t, a, ebiten.KeySpace)
	require.False(t, v.Blank)
	require.Zero(t, v.Beat)
}

func TestTheNotesSayWhatTheAudienceDoesNotSee(t *testing.T) {
	a, v, h := openTalk(t)
	hands := takeHands(t)
	var page present.NotesPage
	require.NoError(t, json.Unmarshal([]byte(h.Probed("notes")), &page))
	require.Equal(t, []string{"Say hello."}, page.Notes)
	require.Equal(t, "It goes on.", page.Next)
	require.Equal(t, "답은 2번이에요. It was asked.", page.Answer)

	hands.press(t, a, ebiten.KeyN)
	require.True(t, v.Notes.Over, "without a second window they lie over the lower part")
	require.Contains(t, v.Texts.NoteLines[0].Text, "Say hello.")
}

func TestBeatsOfTheTourAreCirclesOnTheStagesTimeline(t *testing.T) {
	a, v, _ := openTalk(t)
	hands := takeHands(t)
	hands.press(t, a, ebiten.KeyEscape)
	s := a.Screen.(*stage.Stage)
	now := time.Now()
	a.Now = func() time.Time { return now }
	tick(t, a, 2)
	require.Empty(t, s.Signs.Beats.All, "not while somebody works")
	now = now.Add(2 * time.Second)
	tick(t, a, 2)
	require.Len(t, s.Signs.Beats.All, 2, "the third beat is another run")
	require.Equal(t, v.Show.Stops[1].At, s.Signs.Beats.All[1].Step)

	s.Signs.HoverMark(&input.Input{X: s.Transport.XAt(s.Signs.Beats.All[1].At), Y: s.Transport.BarArea().Y})
	require.Contains(t, s.Signs.Hint.Text, "It goes on.")
	s.Run.ToStep(0)
	tick(t, a, 2)
	s.Keyboard.Mark(1)
	tick(t, a, 2)
	require.EqualValues(t, 4, s.Run.Tl.Cursor())

	s.Acts.Do("crash(b)")
	tick(t, a, 2)
	require.Empty(t, s.Signs.Beats.All, "the run is no longer the tour's")
}

func TestEveryStopOfATourIsTheRunThatItsTimelineShows(t *testing.T) {
	for _, sc := range scenarios.All {
		show, err := tour.New(scenarios.All).Of(sim.Spec{Scenario: sc, Seed: sim.DefaultSeed, Params: sc.Defaults()}, sim.KO)
		require.NoError(t, err)
		for i := range show.Stops {
			tl, err := sim.NewTimeline(show.Stops[i].Spec, sim.Full)
			require.NoError(t, err)
			tl.SeekStep(show.Stops[i].At)
			tl.Settle()
			require.True(t, tour.Same(show.Stops[i].Spec, tl.Spec()), "%s beat %d", sc.ID, i+1)
		}
	}
}

func TestADroppedTalkIsPresentedAndABadOneSaysWhatIsWrong(t *testing.T) {
	a, h := newApp(t, "")
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	a.Talks.Drop(fstest.MapFS{"picture.png": file("x"), "ping.md": file(strings.Replace(pingTour, "LANG", "en", 1))})
	v, ok := a.Screen.(*present.Present)
	require.True(t, ok)
	require.Equal(t, sim.EN, a.Lang)
	settle(t, a, v)
	text, err := a.Encode()
	require.NoError(t, err)
	require.NotContains(t, text, "beat=", "nobody else has the file")

	a.Talks.Drop(fstest.MapFS{"bad.md": file("# nothing")})
	require.IsType(t, &app.BadLink{}, a.Screen)
	require.Contains(t, h.Probed("error"), "bad.md")
	a.Talks.Drop(fstest.MapFS{"party.md": file(strings.NewReplacer("LANG", "en", "It **asks**.", "It **asks** 🎉 漢\u200b.").Replace(pingTour))})
	require.IsType(t, &app.BadLink{}, a.Screen)
	for _, says := range []string{"party.md:10: ", "🎉 (U+1F389)", "漢 (U+6F22)", "U+200B"} {
		require.ErrorContains(t, a.Screen.(*app.BadLink).Err, says)
	}
	a.Talks.Drop(fstest.MapFS{"mac.md": file(norm.NFD.String(strings.NewReplacer("LANG", "ko", "It **asks**.", "**물어요**.").Replace(pingTour)))})
	require.IsType(t, &present.Present{}, a.Screen)
	require.Equal(t, "물어요", a.Screen.(*present.Present).Show.Talk.Beats[0].Says[0].Text)
	a.Talks.Drop(fstest.MapFS{"picture.png": file("x")})
	require.Contains(t, h.Probed("error"), "saga.md")
}

func TestARunWithoutATourIsToldByItsMarks(t *testing.T) {
	a, s, h := openPing(t)
	s.Acts.Preset(&s.Run.Sc.Presets[1])
	a.Talks.Start(s.Run.Tl.Spec())
	v := a.Screen.(*present.Present)
	settle(t, a, v)
	require.Greater(t, len(v.Show.Stops), 1)
	v.Forward()
	settle(t, a, v)
	require.NotEqual(t, "0", h.Probed("step"))
	text, err := a.Encode()
	require.NoError(t, err)
	require.Contains(t, text, "beat=2")
	digest := h.Probed("digest")
	a.Open(text)
	settle(t, a, a.Screen.(*present.Present))
	require.Equal(t, digest, h.Probed("digest"))
}

func TestNothingInPresentModeIsWrittenSmallerThan18ButOnAPhone(t *testing.T) {
	for _, size := range [][2]int{{1280, 720}, {390, 844}, {860, 500}} {
		l := look(t, size[0], size[1], 1)
		for _, sc := range scenarios.All {
			l.Scenario(sc)
			s := l.Screen.(*stage.Stage)
			s.Acts.Preset(&sc.Presets[0])
			l.Talks.Start(s.Run.Tl.Spec())
			v := l.Screen.(*present.Present)
			for i := range min(len(v.Show.Stops), 8) {
				v.GoTo(i, false)
				for view := range play.ViewModes {
					legible(t, l, v, view)
				}
			}
		}
	}
}

// legible checks a beat in a view, with all that can lie above it.
func legible(t *testing.T, l *looker, v *present.Present, view play.View) {
	t.Helper()
	settle(t, l.App, v)
	v.Frames[0].View = view
	v.Notes.Over = view == play.ViewBoth
	l.Help = view == play.ViewMap && v.Beat == 0
	v.Compose()
	if v.Stop().Ask != nil && view == play.ViewLanes {
		v.OpenAsk()
	}
	least := float32(present.PresentSmall)
	if l.W < present.PresentSlim {
		least = 13
	}
	for _, text := range l.frame().Texts {
		require.GreaterOrEqual(t, text.Size, least-0.26, "%s: %q by %s", v.Show.Talk.Scenario, text.Text, text.By)
		require.Empty(t, text.Missing, "%q has characters that no face has", text.Text)
	}
	l.Help, v.Notes.Over = false, false
	if v.Ask.Open {
		v.CloseAsk()
	}
}

func TestPresentModesColoursAreReadableInBothThemes(t *testing.T) {
	for _, th := range []*theme.Theme{&theme.Dark, &theme.Light} {
		for _, pair := range []theme.Pair{
			{Name: "title", Text: th.Dim, Ground: th.Bg}, {Name: "clock when over", Text: th.Amber, Ground: th.Bg},
			{Name: "sentence", Text: th.Text, Ground: th.CaptionTo}, {Name: "second line", Text: th.Dim, Ground: th.CaptionTo},
			{Name: "hints", Text: th.Muted, Ground: th.CaptionTo}, {Name: "answer", Text: th.Teal, Ground: th.CaptionTo},
			{Name: "choice", Text: th.Text, Ground: th.Raised}, {Name: "chosen", Text: th.Text, Ground: th.BlueSoft},
			{Name: "wrong", Text: th.Text, Ground: th.RedSoft}, {Name: "right", Text: th.Text, Ground: th.TealSoft},
			{Name: "passed over", Text: th.Dim, Ground: th.Raised}, {Name: "number", Text: th.OnAccent, Ground: th.Blue},
			{Name: "notes", Text: th.Text, Ground: th.Panel}, {Name: "next beat", Text: th.Dim, Ground: th.Panel},
			{Name: "beside the spotlight", Text: theme.Mix(th.Text, th.Bg, present.Shade), Ground: th.Bg},
		} {
			require.GreaterOrEqual(t, theme.Contrast(pair.Text, pair.Ground), 4.5, "%s: %s", th.Name, pair.Name)
		}
		for _, tone := range []theme.Color{th.Blue, th.Teal, th.Amber, th.Red, th.Violet, th.Dim} {
			require.GreaterOrEqual(t, theme.Contrast(tone, th.CaptionTo), 4.5, "%s: the words that carry the sentence", th.Name)
		}
	}
}

func TestASteadyFrameOfPresentModeAllocatesNothing(t *testing.T) {
	a, v, _ := openTalk(t)
	for beat := range v.Show.Stops {
		v.GoTo(beat, false)
		settle(t, a, v)
		frame := func() {
			a.Painter.Begin(a.W, a.H, a.Unit)
			v.Draw(a.Painter)
			a.Painter.Discard()
		}
		frame()
		require.Zero(t, testing.AllocsPerRun(10, frame))
		a.Dirty = false
		tick(t, a, 20)
		require.False(t, a.Dirty, "nothing changed, so nothing is to be drawn")
	}
}
