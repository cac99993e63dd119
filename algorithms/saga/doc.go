// Package saga holds the rules by which several services finish one piece of
// business without a transaction that spans them: every step commits at once, and
// what must not stay is undone by new transactions.
//
//	Definition   the steps in order, each with its kind; Check says what is wrong with one
//	Saga         one running saga: Begin, Handle, Resume decide; Apply replays its log
//	Record       a line of the saga log, durable before the command that follows it
//	Desk         a participant's memory: one row a (saga, step), so that repeats have no effect
//	React        the same steps by events alone: choreography
//	Item         one shared value, the anomalies, and the countermeasures against them
//
// The kinds of steps (Richardson, Microservices Patterns, ch. 4.3):
//
//	kind           refused     failed for the moment, or silent     after the pivot's ok
//	compensatable  turn back   unknown: turn back, and undo it too  never undone any more
//	pivot          turn back   the same if it can be undone,        (the point of no return)
//	                           else ask again under the same key
//	retriable      try again until it is done: there is only forward
//
// Going back, what finished last is undone first. The step that was refused did
// nothing and is not undone; a step whose outcome is unknown is, and its undo
// must put up with finding nothing. Steps without an undo are skipped. An undo
// that keeps failing parks the saga for a person: it is neither completed nor
// compensated. (Eventuate Tram ends such a saga as failed instead.)
//
//	                 orchestration                 choreography
//	who decides      one process and its log       every participant, from the last event
//	coupling         to the orchestrator           to each other's events
//	where it stands  one log to read               all events merged
//	timeouts         in one place                  in every participant; not modelled here
//	side by side     steps With the one before     refused: nobody could join them
//
// For the same faults both leave the same effects in the same order.
//
// Sources: Garcia-Molina and Salem, "Sagas", SIGMOD 1987 (T1..Tn, or T1..Tj then
// Cj..C1); Richardson, Microservices Patterns, ch. 4; Frank and Zahle 1998 (the
// countermeasures); eventuate-tram-sagas (the failed step is not undone, steps
// without compensation are skipped); Seata's fence table (an undo that comes
// first leaves a tombstone).
//
// Time is whatever integer the caller counts in. Sagas and desks are plain data;
// nothing here reads a clock, draws randomness or, once a desk is set up and the
// buffer handed in is large enough, allocates.
package saga
