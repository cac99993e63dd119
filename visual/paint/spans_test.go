package paint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/visual/paint"
)

var caption = []paint.Span{{Text: "n2가 "}, {Text: "ack", Color: ink}, {Text: "를 보냈어요. x는 "}, {Text: "곧 확정", Color: ink}, {Text: "돼요."}}

func TestSpansAreAsWideAsTheirJoinedText(t *testing.T) {
	p := paint.New()
	p.Begin(1280, 720, 1)

	drawn := p.Spans(20, 50, caption, style(23))

	require.InDelta(t, p.Measure("n2가 ack를 보냈어요. x는 곧 확정돼요.", style(23)), p.MeasureSpans(caption, style(23)), 0.01)
	require.InDelta(t, p.MeasureSpans(caption, style(23)), drawn, 0.01)
}

func TestWrappedSpansKeepTheirColoursAndBreakLikeText(t *testing.T) {
	p := paint.New()
	p.Begin(1280, 720, 1)
	width := p.Measure("n2가 ack를 보냈어요.", style(23)) + 1

	lines := p.WrapSpans(nil, caption, style(23), width)

	require.Equal(t, [][]paint.Span{
		{{Text: "n2가 "}, {Text: "ack", Color: ink}, {Text: "를 보냈어요."}},
		{{Text: "x는 "}, {Text: "곧 확정", Color: ink}, {Text: "돼요."}},
	}, lines)
}
