package screen

// Memo keeps a text made from two numbers, so that a frame in which they did not
// change allocates nothing.
type Memo struct {
	a, b int64
	text string
}

func (m *Memo) Of(a, b int64, make func(a, b int64) string) string {
	if m.text == "" || m.a != a || m.b != b {
		*m = Memo{a, b, make(a, b)}
	}
	return m.text
}
