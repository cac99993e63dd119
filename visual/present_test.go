//go:build !js

package visual

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
func openTalk(t testing.TB) (*App, *present, *fakeHost) {
	t.Helper()
	a, h := newApp(t, "")
	sc := a.catalogue[0]
	sc.Tour = sim.T(strings.Replace(pingTour, "LANG", "ko", 1), strings.Replace(pingTour, "LANG", "en", 1))
	a.Scenario(sc)
	a.talks.start(a.screen.(*stage).run.tl.Spec())
	v, ok := a.screen.(*present)
	require.True(t, ok, a.toast)
	settle(t, a, v)
	return a, v, h
}

// settle waits until a beat rests.
func settle(t testing.TB, a *App, v *present) {
	t.Helper()
	for i := 0; i < 2000 && (i < 2 || v.way.leg != resting); i++ {
		tick(t, a, 1)
	}
	require.Equal(t, resting, v.way.leg)
	tick(t, a, 2)
}

// said is what a screen reader was told last, however soon after the sentence before.
func said(a *App, h *fakeHost) string {
	a.speech.at = time.Time{}
	a.speak()
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
	require.Equal(t, presentWords.noBeat.KO, a.toast, "after the last beat it stays")
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
	a.reducedMotion = false
	now := time.Unix(0, 0)
	a.now = func() time.Time { return now }
	hands.press(t, a, ebiten.KeySpace)
	for range 10 {
		now = now.Add(50 * time.Millisecond)
		tick(t, a, 1)
	}
	require.Equal(t, playing, v.way.leg)
	at := v.frames[0].run.tl.Cursor()
	require.Greater(t, at, v.show.Stops[0].At)
	require.Less(t, at, v.show.Stops[1].At)

	hands.press(t, a, ebiten.KeySpace)
	settle(t, a, v)
	require.Equal(t, v.show.Stops[1].At, v.frames[0].run.tl.Cursor())
	require.Equal(t, 1, v.beat)
}

func TestAWayTakesAtLeastAMomentAndAtMostAFewSeconds(t *testing.T) {
	a, v, _ := openTalk(t)
	hands := takeHands(t)
	a.reducedMotion = false
	now := time.Unix(0, 0)
	a.now = func() time.Time { return now }
	for _, pace := range []int64{1, 500, 64000} {
		v.goTo(0, false)
		settle(t, a, v)
		v.show.Stops[1].Pace = pace
		hands.press(t, a, ebiten.KeySpace)
		ticks := 0
		for ; v.way.leg != resting && ticks < 1000; ticks++ {
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
	require.True(t, v.ask.open)
	require.Contains(t, said(a, h), "Which?\n1: None\n2: Some")

	hands.press(t, a, ebiten.KeyDigit1)
	settle(t, a, v)
	require.True(t, v.ask.known)
	require.Equal(t, 0, v.ask.chosen)
	require.Equal(t, v.show.Stops[0].Ask.Until, v.frames[0].run.tl.Cursor())
	require.Equal(t, "답은 2번이에요. It was asked.", said(a, h))

	hands.press(t, a, ebiten.KeyQ)
	settle(t, a, v)
	require.False(t, v.ask.open)
	require.EqualValues(t, 4, v.frames[0].run.tl.Cursor(), "closed, the beat rests where it did")
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
	text, err := a.encode()
	require.NoError(t, err)
	require.Contains(t, text, "&beat=2&")
	digest := h.Probed("digest")

	a.open("#/ping?v=1&beat=2&lang=ko")
	again := a.screen.(*present)
	settle(t, a, again)
	require.Equal(t, digest, h.Probed("digest"), "the beat needs no more than its number")

	hands.press(t, a, ebiten.KeyEscape)
	_, ok := a.screen.(*stage)
	require.True(t, ok)
	tick(t, a, 3)
	require.Equal(t, digest, h.Probed("digest"))

	hands.press(t, a, ebiten.KeyP)
	require.Same(t, again, a.screen, "the talk goes on where it was left")
	require.Equal(t, 1, again.beat)

	a.open("#/ping?v=1&beat=4")
	require.Contains(t, h.Probed("error"), "it has beats 1 to 3")
}

func TestTheOtherLanguageShowsTheSameBeat(t *testing.T) {
	a, v, _ := openTalk(t)
	v.goTo(2, false)
	settle(t, a, v)
	a.setLang(sim.EN)
	settle(t, a, v)
	require.Equal(t, 2, v.beat)
	require.Equal(t, sim.EN, v.show.Talk.Lang)
}

func TestTheClockBeginsWithTheFirstStepAndWarnsWhenTheTimeIsOver(t *testing.T) {
	a, v, _ := openTalk(t)
	hands := takeHands(t)
	now := time.Unix(0, 0)
	a.now = func() time.Time { return now }
	now = now.Add(time.Hour)
	tick(t, a, 1)
	require.Equal(t, "00:00 / 10:00", v.clock.shown)
	hands.press(t, a, ebiten.KeySpace)
	now = now.Add(4*time.Minute + 12*time.Second)
	tick(t, a, 1)
	require.Equal(t, "04:12 / 10:00", v.clock.shown)
	require.False(t, v.clock.over)
	hands.press(t, a, ebiten.KeyEscape)
	hands.press(t, a, ebiten.KeyP)
	now = now.Add(6 * time.Minute)
	tick(t, a, 1)
	require.Equal(t, "10:12 / 10:00", v.clock.shown, "leaving for the stage does not stop it")
	require.True(t, v.clock.over)
}

func TestABlankScreenComesBackWithoutMovingOn(t *testing.T) {
	a, v, _ := openTalk(t)
	hands := takeHands(t)
	hands.press(t, a, ebiten.KeyB)
	require.True(t, v.blank)
	hands.press(t, a, ebiten.KeySpace)
	require.False(t, v.blank)
	require.Zero(t, v.beat)
}

func TestTheNotesSayWhatTheAudienceDoesNotSee(t *testing.T) {
	a, v, h := openTalk(t)
	hands := takeHands(t)
	var page notesPage
	require.NoError(t, json.Unmarshal([]byte(h.Probed("notes")), &page))
	require.Equal(t, []string{"Say hello."}, page.Notes)
	require.Equal(t, "It goes on.", page.Next)
	require.Equal(t, "답은 2번이에요. It was asked.", page.Answer)

	hands.press(t, a, ebiten.KeyN)
	require.True(t, v.notes.over, "without a second window they lie over the lower part")
	require.Contains(t, v.texts.noteLines[0].text, "Say hello.")
}

func TestBeatsOfTheTourAreCirclesOnTheStagesTimeline(t *testing.T) {
	a, v, _ := openTalk(t)
	hands := takeHands(t)
	hands.press(t, a, ebiten.KeyEscape)
	s := a.screen.(*stage)
	now := time.Now()
	a.now = func() time.Time { return now }
	tick(t, a, 2)
	require.Empty(t, s.signs.beats.all, "not while somebody works")
	now = now.Add(2 * time.Second)
	tick(t, a, 2)
	require.Len(t, s.signs.beats.all, 2, "the third beat is another run")
	require.Equal(t, v.show.Stops[1].At, s.signs.beats.all[1].step)

	s.signs.hoverMark(&input{x: s.transport.xAt(s.signs.beats.all[1].at), y: s.transport.barArea().Y})
	require.Contains(t, s.signs.hint.text, "It goes on.")
	s.run.seek(0)
	tick(t, a, 2)
	s.keyboard.mark(1)
	tick(t, a, 2)
	require.EqualValues(t, 4, s.run.tl.Cursor())

	s.acts.do("crash(b)")
	tick(t, a, 2)
	require.Empty(t, s.signs.beats.all, "the run is no longer the tour's")
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
	a.talks.drop(fstest.MapFS{"picture.png": file("x"), "ping.md": file(strings.Replace(pingTour, "LANG", "en", 1))})
	v, ok := a.screen.(*present)
	require.True(t, ok)
	require.Equal(t, sim.EN, a.lang)
	settle(t, a, v)
	text, err := a.encode()
	require.NoError(t, err)
	require.NotContains(t, text, "beat=", "nobody else has the file")

	a.talks.drop(fstest.MapFS{"bad.md": file("# nothing")})
	require.IsType(t, &badLink{}, a.screen)
	require.Contains(t, h.Probed("error"), "bad.md")
	a.talks.drop(fstest.MapFS{"party.md": file(strings.NewReplacer("LANG", "en", "It **asks**.", "It **asks** 🎉 漢\u200b.").Replace(pingTour))})
	require.IsType(t, &badLink{}, a.screen)
	for _, says := range []string{"party.md:10: ", "🎉 (U+1F389)", "漢 (U+6F22)", "U+200B"} {
		require.ErrorContains(t, a.screen.(*badLink).err, says)
	}
	a.talks.drop(fstest.MapFS{"mac.md": file(norm.NFD.String(strings.NewReplacer("LANG", "ko", "It **asks**.", "**물어요**.").Replace(pingTour)))})
	require.IsType(t, &present{}, a.screen)
	require.Equal(t, "물어요", a.screen.(*present).show.Talk.Beats[0].Says[0].Text)
	a.talks.drop(fstest.MapFS{"picture.png": file("x")})
	require.Contains(t, h.Probed("error"), "saga.md")
}

func TestARunWithoutATourIsToldByItsMarks(t *testing.T) {
	a, s, h := openPing(t)
	s.acts.preset(&s.run.sc.Presets[1])
	a.talks.start(s.run.tl.Spec())
	v := a.screen.(*present)
	settle(t, a, v)
	require.Greater(t, len(v.show.Stops), 1)
	v.forward()
	settle(t, a, v)
	require.NotEqual(t, "0", h.Probed("step"))
	text, err := a.encode()
	require.NoError(t, err)
	require.Contains(t, text, "beat=2")
	digest := h.Probed("digest")
	a.open(text)
	settle(t, a, a.screen.(*present))
	require.Equal(t, digest, h.Probed("digest"))
}

func TestNothingInPresentModeIsWrittenSmallerThan18ButOnAPhone(t *testing.T) {
	for _, size := range [][2]int{{1280, 720}, {390, 844}, {860, 500}} {
		l := look(t, size[0], size[1], 1)
		for _, sc := range scenarios.All {
			l.Scenario(sc)
			s := l.screen.(*stage)
			s.acts.preset(&sc.Presets[0])
			l.talks.start(s.run.tl.Spec())
			v := l.screen.(*present)
			for i := range min(len(v.show.Stops), 8) {
				v.goTo(i, false)
				for view := range viewModes {
					legible(t, l, v, view)
				}
			}
		}
	}
}

// legible checks a beat in a view, with all that can lie above it.
func legible(t *testing.T, l *looker, v *present, view viewMode) {
	t.Helper()
	settle(t, l.App, v)
	v.frames[0].view = view
	v.notes.over = view == viewBoth
	l.help = view == viewMap && v.beat == 0
	v.compose()
	if v.stop().Ask != nil && view == viewLanes {
		v.openAsk()
	}
	least := float32(presentSmall)
	if l.w < presentSlim {
		least = 13
	}
	for _, text := range l.frame().Texts {
		require.GreaterOrEqual(t, text.Size, least-0.26, "%s: %q by %s", v.show.Talk.Scenario, text.Text, text.By)
		require.Empty(t, text.Missing, "%q has characters that no face has", text.Text)
	}
	l.help, v.notes.over = false, false
	if v.ask.open {
		v.closeAsk()
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
			{Name: "beside the spotlight", Text: theme.Mix(th.Text, th.Bg, shade), Ground: th.Bg},
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
	for beat := range v.show.Stops {
		v.goTo(beat, false)
		settle(t, a, v)
		frame := func() {
			a.painter.Begin(a.w, a.h, a.unit)
			v.draw(a.painter)
			a.painter.Discard()
		}
		frame()
		require.Zero(t, testing.AllocsPerRun(10, frame))
		a.dirty = false
		tick(t, a, 20)
		require.False(t, a.dirty, "nothing changed, so nothing is to be drawn")
	}
}
