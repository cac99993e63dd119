package widgets

import (
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// metrics are the measures of a surface in logical pixels, grown with the
// window and with the type.
type metrics struct {
	f      float32 // the window's factor
	pad    float32 // between the panel's edge and its items
	gap    float32 // between items
	small  float32 // type of labels
	text   float32 // type of controls
	strong float32 // type of values and of a bar's buttons
	label  float32 // height of a label's row
	line   float32 // between two lines of one text
	height float32 // of a control
	chip   float32 // height of a chip
	slide  float32 // height of a slider
	side   float32 // how much lower a small control is
	inset  float32 // between a control's edge and its text
	radius float32
	icon   float32
	th     *theme.Theme
}

func measuresOf(th *theme.Theme, sizes theme.Sizes) metrics {
	f := max(sizes.Factor, 1)
	m := metrics{f: f, pad: 16 * f, gap: 12 * f, inset: 14 * f, radius: theme.RadiusSmall * f, th: th}
	m.small = max(sizes.Small, 1)
	m.text, m.strong = m.small+f, max(sizes.Text, m.small)
	m.label = max(20*f, m.small*1.4)
	m.line = m.text * 1.35
	m.height, m.chip, m.slide, m.side = max(34*f, m.text*1.35+12*f), 0, 22*f, 4*f
	m.chip = m.height - 8*f
	if sizes.Touch {
		m.height = max(m.height, 44*f)
		m.chip, m.slide, m.side = m.height-2*f, 42*f, 0
	}
	m.icon = m.text * 1.1
	return m
}

func (m *metrics) style(size float32, weight paint.Weight, c paint.Color) paint.Style {
	return paint.Style{Size: size, Weight: weight, Color: c}
}

func (m *metrics) labelStyle() paint.Style { return m.style(m.small, paint.Medium, m.th.Dim) }

func (m *metrics) valueStyle() paint.Style { return m.style(m.text, paint.Bold, m.th.Text) }

// boldStyle is for measuring a control's text: bold is the widest it gets.
func (m *metrics) boldStyle() paint.Style { return m.style(m.text, paint.Bold, m.th.Text) }
