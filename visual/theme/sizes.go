package theme

// Design is the window that the sizes below are given for, in logical pixels.
const (
	DesignWidth  = 1280
	DesignHeight = 720
)

// Spacing and corners, in logical pixels at 1280×720.
const (
	Unit        = 8  // the grid
	RadiusSmall = 9  // controls
	RadiusCard  = 12 // cards and panels
	RadiusPart  = 16 // parts of the model
)

// Sizes are the type sizes of a window, in logical pixels.
type Sizes struct {
	Caption float32 // the sentence of the beat
	Title   float32 // the scenario's name
	Head    float32 // a card's or a part's name
	Body    float32 // controls, lists
	Text    float32 // running text
	Small   float32 // the smallest anywhere
	Code    float32 // the monospaced face
	Touch   bool    // a finger presses: controls are at least 42 high
	Factor  float32 // what the design's sizes were multiplied by, 1 or more
}

// SizesFor returns the sizes for a window of so many logical pixels. They grow
// with the window (the smaller of its two ratios to 1280×720) and never fall
// below the design's. In presenter mode the caption is 34 and nothing is
// smaller than 18.
func SizesFor(width, height float32, presenting bool) Sizes {
	factor := max(1, min(width/DesignWidth, height/DesignHeight))
	s := Sizes{Caption: 23, Title: 21, Head: 18, Body: 16, Text: 15, Small: 13, Code: 14, Factor: factor}
	if presenting {
		s = Sizes{Caption: 34, Title: 24, Head: 22, Body: 20, Text: 19, Small: 18, Code: 18, Factor: factor}
	}
	for _, size := range []*float32{&s.Caption, &s.Title, &s.Head, &s.Body, &s.Text, &s.Small, &s.Code} {
		*size *= factor
	}
	return s
}
