package tour

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/talk"
)

// rehearsal runs a talk in pieces to find where its beats are, so that the screen
// does not stand still meanwhile. The talk has a goroutine that never runs beside the
// one that asks for pieces: each waits for the other.
type rehearsal struct {
	talk   *talk.Talk
	turn   chan struct{} // to the talk
	rested chan struct{} // and back; closed at the end
	done   bool
	show   *talk.Show // when done
	err    error
}

// rehearse reads a talk; one that cannot be read is done at once.
func rehearse(name, text string, catalogue []*sim.Scenario) *rehearsal {
	t, err := talk.Parse(name, text)
	r := &rehearsal{talk: t, err: err, done: err != nil, turn: make(chan struct{}), rested: make(chan struct{})}
	if !r.done {
		go r.run(catalogue)
	}
	return r
}

func (r *rehearsal) run(catalogue []*sim.Scenario) {
	<-r.turn
	r.show, r.err = r.talk.ShowInPieces(catalogue, func() bool {
		r.rested <- struct{}{}
		<-r.turn
		return true
	})
	close(r.rested)
}

// piece goes on with the talk for some hundred steps.
func (r *rehearsal) piece() {
	if r.done {
		return
	}
	r.turn <- struct{}{}
	_, more := <-r.rested
	r.done = !more
}
