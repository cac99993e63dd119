package screen

import (
	"time"
)

// Speech passes sentences to screen readers: one at a time, the newest wins, so that
// stepping quickly does not leave a queue of sentences to be read. What is urgent (a
// law broke) interrupts.
type Speech struct {
	Text, lang string // what waits
	urgent     bool
	At         time.Time // when something was said last
}

// SpeechEvery is the shortest time between two sentences.
const SpeechEvery = 700 * time.Millisecond

// Announce says a sentence to screen readers, as soon as its turn comes.
func (a *Env) Announce(text string, urgent bool) {
	s := &a.Speech
	if s.urgent && s.Text != "" && !urgent {
		return // what is urgent is said first; the caption stays to be read
	}
	s.Text, s.lang, s.urgent = text, a.Lang.String(), urgent
	a.Speak()
}

// Speak says what waits, if its turn has come.
func (a *Env) Speak() {
	s := &a.Speech
	if s.Text == "" || a.Now().Sub(s.At) < SpeechEvery {
		return
	}
	if s.urgent {
		a.Host.Alert(s.Text, s.lang)
	} else {
		a.Host.Announce(s.Text, s.lang)
	}
	s.Text, s.urgent, s.At = "", false, a.Now()
}
