package paint_test

import (
	"math"

	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

const galleryWidth, galleryHeight = 960, 600

// gallery draws every primitive once, in the manner of the design's pictures.
func gallery(p *paint.Painter, th *theme.Theme) {
	p.Box(0, 0, galleryWidth, galleryHeight, 0, th.Bg)
	galleryTop(p, th)
	galleryModel(p, th)
	galleryPanel(p, th)
	galleryCaption(p, th)
}

func label(size float32, c paint.Color) paint.Style { return paint.Style{Size: size, Color: c} }

func strong(size float32, c paint.Color) paint.Style {
	return paint.Style{Size: size, Weight: paint.Bold, Color: c}
}

func middle(s paint.Style) paint.Style { s.Align = paint.Center; return s }

func galleryTop(p *paint.Painter, th *theme.Theme) {
	p.Rule(0, 52, galleryWidth, 52, th.Line)
	p.Icon(paint.Back, 22, 26, 18, th.Dim)
	w := p.Text(40, 26, "복제와 페일오버", strong(21, th.Text))
	w += p.Text(52+w, 26, "Replication & failover", label(15, th.Muted)) + 24
	p.BoxEdge(48+w, 13, 58, 26, 13, th.Raised, 1, th.Line)
	p.Text(77+w, 26, "3주차", middle(label(13, th.Dim)))
	p.Box(830, 10, 110, 34, 9, th.Blue)
	p.Text(885, 27, "발표 모드", middle(strong(15, th.OnAccent)))
	p.BoxEdge(712, 10, 108, 34, 9, th.Raised, 1, th.Line)
	p.Text(766, 27, "링크 복사", middle(strong(15, th.Text)))
}

func galleryModel(p *paint.Painter, th *theme.Theme) {
	p.Line(90, 200, 250, 200, 3, th.Edge)
	p.Line(250, 200, 430, 110, 3, th.Edge)
	p.Dash(250, 200, 430, 300, 3, 3, 8, 0, th.Red)
	p.Icon(paint.Cross, 340, 250, 22, th.Red)
	p.BoxEdge(40, 160, 90, 80, 14, th.Panel, 2, th.Dim)
	p.Text(85, 192, "client", middle(strong(17, th.Text)))
	p.Text(85, 216, "x := 7", middle(label(14, th.Dim)))
	p.GlowDisc(250, 200, 48, 18, theme.WithAlpha(th.Violet, 0.5))
	p.DiscEdge(250, 200, 48, th.VioletSoft, 3, th.Violet)
	p.Icon(paint.Crown, 250, 142, 34, th.Violet)
	p.Text(250, 191, "n1", middle(strong(19, th.Text)))
	p.Text(250, 214, "리더 · 임기 4", middle(label(13, th.Violet)))
	p.DiscEdge(430, 110, 42, th.TealSoft, 3, th.Teal)
	p.Text(430, 102, "n2", middle(strong(18, th.Text)))
	p.Text(430, 124, "팔로워", middle(label(13, th.Teal)))
	p.DashCircle(430, 300, 42, th.RedSoft, 3, th.Red)
	p.Text(430, 292, "n4", middle(strong(18, th.Dim)))
	p.Text(430, 314, "단절", middle(label(13, th.Red)))
	p.DashBox(490, 180, 80, 50, 14, th.AmberSoft, 3, th.Amber)
	p.Text(530, 205, "s3", middle(strong(17, th.Text)))
	p.GlowDisc(330, 160, 10, 9, theme.WithAlpha(th.Teal, 0.5))
	p.Disc(330, 160, 10, th.Teal)
	p.BoxEdge(345, 168, 54, 25, 12.5, th.Bg, 1, th.Teal)
	p.Text(372, 180, "ack 4", middle(strong(14, th.Teal)))
	for i, text := range []string{"3", "5", "1", "7"} {
		galleryCell(p, th, 490+float32(i)*32, 98, text, i == 3)
	}
	p.Arrow(40, 290, 230, 300, 3, 14, th.Blue)
	p.Arrow(230, 320, 40, 330, 3, 14, th.Teal)
	p.DashArrow(40, 350, 230, 360, 3, 14, 8, 5, 0, th.Amber)
	galleryRing(p, th)
}

func galleryCell(p *paint.Painter, th *theme.Theme, x, y float32, text string, pending bool) {
	if pending {
		p.BoxLine(x, y, 27, 26, 6, 2, th.Amber)
		p.Text(x+13.5, y+13, text, middle(strong(14, th.Amber)))
		return
	}
	p.Box(x, y, 27, 26, 6, th.TealSolid)
	p.Text(x+13.5, y+13, text, middle(strong(14, th.OnSolid)))
}

func galleryRing(p *paint.Painter, th *theme.Theme) {
	colors := []paint.Color{th.Blue, th.Teal, th.Amber, th.Violet}
	for i := range 12 {
		from := float32(i) * math.Pi / 6
		p.Arc(130, 450, 62, 9, from, from+math.Pi/6, theme.Mix(th.Bg, colors[i%4], 0.6))
	}
	for i := range 12 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 6)
		p.DiscEdge(130+62*float32(cos), 450+62*float32(sin), 8, th.Bg, 3, colors[i%4])
	}
	p.Text(130, 444, "1,000", middle(strong(30, th.Text)))
	p.Text(130, 474, "키", middle(label(15, th.Dim)))
	p.Poly([]paint.Point{{X: 240, Y: 400}, {X: 300, Y: 400}, {X: 290, Y: 470}, {X: 250, Y: 470}}, th.BlueSoft)
	p.Polyline([]paint.Point{{X: 240, Y: 400}, {X: 250, Y: 470}, {X: 290, Y: 470}, {X: 300, Y: 400}}, 3, th.Dim)
	p.Triangle(330, 400, 344, 400, 337, 414, th.Red)
	p.Triangle(350, 400, 364, 400, 357, 414, th.Violet)
	p.DiscLine(380, 406, 7, 2, th.Faint)
	var points []paint.Point
	for i := range 60 {
		points = append(points, paint.Point{X: 330 + float32(i)*4, Y: 452 - 18*float32(math.Sin(float64(i)/5))})
	}
	p.Rule(330, 480, 566, 480, th.Line)
	p.Polyline(points, 2, th.Teal)
	p.PushTransform(400, 380, 0.5)
	p.BoxEdge(10, 10, 140, 60, 16, th.BlueSoft, 3, th.Blue)
	p.Text(80, 40, "작은 모델", middle(strong(24, th.Text)))
	p.PopTransform()
	p.PushClip(500, 385, 60, 30)
	p.Line(480, 380, 580, 420, 8, th.Violet)
	p.Text(505, 400, "잘린 글자는 안 나와요", label(15, th.Text))
	p.PopClip()
}

func galleryPanel(p *paint.Painter, th *theme.Theme) {
	p.BoxEdge(620, 66, 320, 420, 12, th.Panel, 1, th.Line)
	p.Text(640, 92, "조작", strong(15, th.Text))
	p.Text(690, 92, "상태", label(15, th.Dim))
	p.Box(620, 110, 56, 3, 0, th.Blue)
	p.Rule(621, 113, 939, 113, th.Line)
	p.Text(640, 138, "네트워크 지연", label(13, th.Dim))
	right := strong(15, th.Text)
	right.Align = paint.Right
	p.Text(920, 138, "20 ± 5 ms", right)
	p.Box(640, 152, 280, 7, 3.5, th.Raised)
	p.Box(640, 152, 90, 7, 3.5, th.Blue)
	code := paint.Style{Size: 14, Mono: true, Color: th.Dim}
	for i, line := range []string{"func (r *Ring) Locate(k uint64)", "  i := sort.Search(len(r.p), 0)", "  // 링을 한 바퀴 돈다 → ┌─┐"} {
		p.Text(640, 186+float32(i)*22, line, code)
	}
	p.Icon(paint.Check, 648, 262, 16, th.Teal)
	p.Text(664, 262, "확정된 쓰기는 사라지지 않는다 ✓✕●○▶⏸", label(14, th.Text))
	p.Icon(paint.Warning, 648, 288, 16, th.Amber)
	p.Text(664, 288, p.Truncate("복제 지연이 한 건 있어요 (n4): 아주 긴 문장은 여기서 줄여요", label(14, th.Amber), 250), label(14, th.Amber))
	for i := range 23 {
		x, y := 648+float32(i%12)*24, 322+float32(i/12)*30
		p.Icon(paint.Symbol(i), x, y, 20, th.Text)
	}
	text := "분산 시스템은 한 노드가 죽어도 (예: 리더) 나머지가 이어받아요. 아주긴낱말하나만너무길어서잘라야할때도있어요."
	for i, line := range p.Wrap(nil, text, label(14, th.Dim), 280) {
		p.Text(640, 386+float32(i)*21, line, label(14, th.Dim))
	}
	p.PushAlpha(0.4)
	p.Text(640, 470, "흐린 글자 0123456789", strong(15, th.Text))
	p.PopAlpha()
	p.Text(800, 470, "뷁뺄를찮 HxgÅé", label(13, th.Text))
}

func galleryCaption(p *paint.Painter, th *theme.Theme) {
	p.Gradient(20, 520, 920, 66, 12, th.CaptionFrom, th.CaptionTo)
	p.PushClip(20, 520, 5, 66)
	p.Box(20, 520, 40, 66, 12, th.Teal)
	p.PopClip()
	x := float32(44)
	x += p.Text(x, 544, "n2가 ", strong(23, th.Text))
	x += p.Text(x, 544, "ack", strong(23, th.Teal))
	x += p.Text(x, 544, "를 보냈어요. x = 7은 ", strong(23, th.Text))
	x += p.Text(x, 544, "곧 확정", strong(23, th.Amber))
	p.Text(x, 544, "돼요.", strong(23, th.Text))
	p.Text(44, 570, "step 128 · n2 → n1 · AppendAck{index: 4} ≤ ≥ ≠ × … ∩ ⌊x⌋ Σλ", label(15, th.Dim))
	p.Glow(800, 536, 60, 34, 9, 12, theme.WithAlpha(th.Blue, 0.6))
	p.BoxEdge(800, 536, 60, 34, 9, th.Raised, 2, th.Blue)
	p.Icon(paint.Play, 830, 553, 18, th.Blue)
	p.Disc(900, 553, 22, th.Blue)
	p.Icon(paint.Pause, 900, 553, 22, th.OnAccent)
}
