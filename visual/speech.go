package visual

import "time"

// speech passes sentences to screen readers: one at a time, the newest wins, so that
// stepping quickly does not leave a queue of sentences to be read. What is urgent (a
// law broke) interrupts.
type speech struct {
	text, lang string // what waits
	urgent     bool
	at         time.Time // when something was said last
}

// speechEvery is the shortest time between two sentences.
const speechEvery = 700 * time.Millisecond

// announce says a sentence to screen readers, as soon as its turn comes.
func (a *Env) announce(text string, urgent bool) {
	s := &a.speech
	if s.urgent && s.text != "" && !urgent {
		return // what is urgent is said first; the caption stays to be read
	}
	s.text, s.lang, s.urgent = text, a.lang.String(), urgent
	a.speak()
}

// speak says what waits, if its turn has come.
func (a *Env) speak() {
	s := &a.speech
	if s.text == "" || a.now().Sub(s.at) < speechEvery {
		return
	}
	if s.urgent {
		a.host.Alert(s.text, s.lang)
	} else {
		a.host.Announce(s.text, s.lang)
	}
	s.text, s.urgent, s.at = "", false, a.now()
}
