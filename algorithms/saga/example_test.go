package saga_test

import (
	"fmt"

	"github.com/kookmin-msa-study/msalab/algorithms/saga"
)

// The charge gets no answer in time. It may have happened, so it is undone as
// well; should the command arrive after all, it meets a tombstone.
func Example() {
	order := saga.Definition{
		{Name: "create order", Kind: saga.Compensatable, Undo: true},
		{Name: "charge", Kind: saga.Pivot, Undo: true},
		{Name: "deliver", Kind: saga.Retriable},
	}
	if err := order.Check(); err != nil {
		fmt.Println(err)
		return
	}
	var s saga.Saga
	desk := saga.NewDesk(64)
	policy := saga.Policy{Retries: 5, Backoff: 200}

	todo := s.Begin(order, 1, nil)
	for len(todo) > 0 {
		e := todo[0]
		todo = todo[1:]
		switch c := e.Command; e.What {
		case saga.Append:
			fmt.Println("log ", e.Record.Op, e.Record.Step)
		case saga.Send:
			answer := saga.Silence // the charge is stuck on its way
			if c.Undo {
				answer = desk.Undo(saga.Key(c.Saga, c.Step)).Answer
			} else if c.Step == 0 {
				answer = desk.Do(saga.Key(c.Saga, c.Step), false).Answer
			}
			todo = s.Handle(order, policy, c, answer, todo)
		}
	}
	fmt.Println(s.Phase, "- the late charge is refused:", desk.Do(saga.Key(1, 1), false).Why == saga.Late)
	// Output:
	// log  begin -1
	// log  doing 0
	// log  done 0
	// log  doing 1
	// log  unknown 1
	// log  undoing 1
	// log  undone 1
	// log  undoing 0
	// log  undone 0
	// log  rolled back -1
	// rolled back - the late charge is refused: true
}
