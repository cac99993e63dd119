package paint_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/kookmin-msa-study/msalab/visual/displaytest"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

var ink = paint.Color{R: 255, G: 255, B: 255, A: 255}

func style(size float32) paint.Style { return paint.Style{Size: size, Color: ink} }

func TestASteadyFrameAllocatesNothing(t *testing.T) {
	p := paint.New()
	var lines []string
	frame := func() {
		p.Begin(1280, 720, 1.5)
		p.BoxEdge(10, 10, 200, 90, 12, theme.Dark.Panel, 1, theme.Dark.Line)
		p.DashCircle(60, 60, 30, theme.Dark.RedSoft, 3, theme.Dark.Red)
		p.Dash(0, 0, 90, 40, 3, 3, 8, 0, ink)
		p.Arc(60, 60, 40, 6, 0, 2, ink)
		p.DashArrow(0, 0, 200, 90, 3, 12, 8, 4, 0, ink)
		p.Icon(paint.Link, 40, 40, 20, ink)
		p.PushTransform(10, 10, 1.7)
		p.PushClip(0, 0, 50, 50)
		p.PushAlpha(0.5)
		p.Line(-20, -30, 90, 80, 4, ink)
		p.Text(30, 30, "서킷 브레이커", style(15))
		p.PopAlpha()
		p.PopClip()
		p.PopTransform()
		lines = p.Wrap(lines[:0], "한 노드가 죽어도 나머지가 이어받아요", style(15), 90)
		for i, line := range lines {
			p.Text(300, 40+float32(i)*22, line, style(15))
		}
		p.Text(10, 300, p.Truncate("아주 긴 문장은 줄여요", style(15), 60), style(15))
		crowd(p, &theme.Dark)
	}
	frame()

	require.Zero(t, testing.AllocsPerRun(50, frame))
}

func TestASteadyFrameOnAScreenAllocatesNothingInThePainter(t *testing.T) {
	displaytest.Need(t)
	screen := ebiten.NewImage(1280, 720)
	defer screen.Deallocate()
	p := paint.New()
	crowd(p, &theme.Dark)
	p.Flush(screen)

	filling := testing.AllocsPerRun(20, func() { crowd(p, &theme.Dark) })

	require.Zero(t, filling)
}

func TestShapesOutsideTheClipLeaveNoQuads(t *testing.T) {
	p := paint.New()
	p.Begin(100, 100, 1)

	p.Disc(-50, -50, 10, ink)
	p.Line(200, 0, 300, 50, 3, ink)
	p.Text(0, 500, "밖", style(15))
	p.PushClip(10, 10, 20, 20)
	p.Box(40, 40, 10, 10, 0, ink)
	p.PushClip(60, 60, 20, 20) // does not meet the outer clip
	p.Box(0, 0, 100, 100, 0, ink)

	require.Zero(t, p.Quads())
}

func TestBadNumbersNeverPanicAndLeaveNoQuads(t *testing.T) {
	p := paint.New()
	p.Begin(100, 100, 1)
	nan, inf := float32(math.NaN()), float32(math.Inf(1))

	for _, bad := range []float32{nan, inf, -inf} {
		p.Box(bad, 0, 10, 10, 2, ink)
		p.Box(0, 0, bad, 10, nan, ink)
		p.Disc(bad, 0, 10, ink)
		p.Line(bad, 0, 10, 10, 2, ink)
		p.Dash(0, 0, 10, bad, 2, 1, 1, 0, ink)
		p.Arc(0, bad, 10, 2, 0, 1, ink)
		p.Arrow(0, 0, bad, 10, 2, 5, ink)
		p.Triangle(bad, 0, 1, 1, 2, 0, ink)
		p.Text(bad, 10, "x", style(15))
		p.Text(10, 10, "x", style(-bad))
		p.Icon(paint.Sun, 10, bad, 10, ink)
		p.Icon(paint.Symbol(999), 10, 10, 10, ink)
		require.Zero(t, p.Quads(), "%v", bad)
	}
	p.PopClip()
	p.PopAlpha()
	p.PopTransform()

	require.Zero(t, p.Quads())
}

func TestTextWidthsAddUpAndDigitsDoNotJitter(t *testing.T) {
	p := paint.New()
	p.Begin(1280, 720, 1)

	require.InDelta(t, p.Measure("n2가 ", style(23))+p.Measure("ack", style(23)), p.Measure("n2가 ack", style(23)), 0.01)
	require.Equal(t, p.Measure("1.111 s", style(18)), p.Measure("8.888 s", style(18)))
	require.InDelta(t, p.Measure("폭", style(15)), p.Text(0, 50, "폭", style(15)), 0.001)
	require.Zero(t, p.Measure("", style(15)))
}

func TestWrapBreaksBetweenWordsOnly(t *testing.T) {
	p := paint.New()
	p.Begin(1280, 720, 1)
	text := "한 노드가 죽어도 나머지가 이어받아요"

	lines := p.Wrap(nil, text, style(15), p.Measure("죽어도 나머지가", style(15))+1)

	require.Equal(t, []string{"한 노드가", "죽어도 나머지가", "이어받아요"}, lines)
}

func TestWrapNeverBeginsALineWithAClosingMark(t *testing.T) {
	p := paint.New()
	p.Begin(1280, 720, 1)

	split := p.Wrap(nil, "가나다라마바사.", style(15), p.Measure("가나다라마바사", style(15)))
	spaced := p.Wrap(nil, "가나다 라마 ) 바", style(15), p.Measure("가나다 라마", style(15)))

	require.Equal(t, []string{"가나다라마바", "사."}, split)
	require.Equal(t, []string{"가나다", "라마 ) 바"}, spaced)
}

func TestWrapKeepsLineEndsAndLosesNoWord(t *testing.T) {
	p := paint.New()
	p.Begin(1280, 720, 1)
	require.Equal(t, []string{"하나", "", "둘"}, p.Wrap(nil, "하나\n\n둘", style(15), 500))
	require.Equal(t, []string{""}, p.Wrap(nil, "", style(15), 500))

	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[가-힣a-z0-9 .,()]{0,60}`).Draw(t, "text")
		width := rapid.Float32Range(-10, 300).Draw(t, "width")

		lines := p.Wrap(nil, text, style(15), width)

		joined := strings.ReplaceAll(strings.Join(lines, ""), " ", "")
		require.Equal(t, strings.ReplaceAll(text, " ", ""), joined)
		for _, line := range lines {
			if p.Measure(line, style(15)) > max(width, 0)+0.01 {
				require.LessOrEqual(t, len([]rune(line)), 1, "too wide: %q", line)
			}
		}
	})
}

func TestTruncateFitsAndKeepsWhatFits(t *testing.T) {
	p := paint.New()
	p.Begin(1280, 720, 1)
	text := "복제 지연이 한 건 있어요"

	short := p.Truncate(text, style(15), 80)

	require.Equal(t, text, p.Truncate(text, style(15), 500))
	require.True(t, strings.HasSuffix(short, "…"))
	require.LessOrEqual(t, p.Measure(short, style(15)), float32(80))
	require.Equal(t, "…", p.Truncate(text, style(15), 1))
}

func TestManyNewTextsAFrameAreForgottenAgain(t *testing.T) {
	p := paint.New()
	for frame := range 40 {
		p.Begin(1280, 720, 1)
		for i := range 400 {
			p.Text(0, 50, fmt.Sprintf("%d-%d", frame, i), style(13))
		}
	}
	require.Positive(t, p.Quads())
}
