//go:build !js

package app_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// rulesBroken draws a frame of 400×300 units and names the rules that it breaks.
func rulesBroken(draw func(p *paint.Painter)) []string {
	p, a := paint.New(), &paint.Audit{}
	p.Watch(a)
	p.Begin(400, 300, 1)
	draw(p)
	j := judge{w: 400, h: 300, least: leastSize, page: theme.Dark.Bg, away: far}
	j.judgeFrame(a)
	var rules []string
	for _, f := range j.found {
		rules = append(rules, f.rule)
	}
	return rules
}

func TestTheRulesOfFitFindWhatBreaksThem(t *testing.T) {
	th := &theme.Dark
	style := paint.Style{Size: 15, Color: th.Text}
	for rule, draw := range map[string]func(p *paint.Painter){
		"small":  func(p *paint.Painter) { p.Text(20, 50, "작아요", paint.Style{Size: 12, Color: th.Text}) },
		"glyph":  func(p *paint.Painter) { p.Text(20, 50, "\U0001F600", style) },
		"window": func(p *paint.Painter) { p.Text(370, 50, "창 밖으로 나가요", style) },
		"clip": func(p *paint.Painter) {
			p.PushClip(0, 0, 60, 300)
			p.Text(20, 50, "잘려요 잘려요", style)
			p.PopClip()
		},
		"short": func(p *paint.Painter) { p.Text(20, 50, p.Truncate("끝까지 보이지 않아요", style, 60), style) },
		"over": func(p *paint.Painter) {
			p.Box(20, 40, 60, 20, 4, th.Panel)
			p.Text(24, 50, "상자보다 긴 글이에요", style)
		},
		"hidden":   func(p *paint.Painter) { p.Text(20, 50, "가려져요", style); p.Box(30, 40, 20, 20, 4, th.Panel) },
		"overlap":  func(p *paint.Painter) { p.Text(20, 50, "겹쳐요", style); p.Text(30, 54, "겹쳐요", style) },
		"contrast": func(p *paint.Painter) { p.Text(20, 50, "흐려요", paint.Style{Size: 15, Color: th.Faint}) },
		"mark":     func(p *paint.Painter) { p.Icon(paint.Warning, 50, 50, 20, th.Line) },
	} {
		require.Equal(t, []string{rule}, rulesBroken(draw), rule)
	}
}

func TestTheRulesOfFitLeaveAloneWhatKeepsThem(t *testing.T) {
	th := &theme.Dark
	style := paint.Style{Size: 15, Color: th.Text}
	require.Empty(t, rulesBroken(func(p *paint.Painter) {
		p.Box(20, 40, 200, 24, 4, th.Panel)
		p.Text(24, 52, "상자 안에 있어요", style)
		p.Text(24, 90, "짧게: 끝까지 보여요", style)
		p.Text(24, 120, p.Truncate("짧게: 끝까지 보여요", style, 60), style) // the whole is above
	}))
}
