package sim

import "fmt"

// opNames are the names of operations in machine formats: stable, never reused.
var opNames = [...]string{"delivered", "fired", "lost", "cut", "nobody-home", "expired", "held", "woke", "acted", "restarted"}

// String returns the operation's name in machine formats: "delivered", "fired",
// "lost", "cut", "nobody-home", "expired", "held", "woke", "acted" or "restarted".
func (o Op) String() string {
	if int(o) < len(opNames) {
		return opNames[o]
	}
	return fmt.Sprintf("op(%d)", uint8(o))
}

// ActionForm is how one of the actions that every scenario knows is written.
type ActionForm struct {
	Name string
	Form string // an example, as ParseCall reads it: "crash(s1)"
}

// Verbs lists the actions that every scenario knows, in the order of the grammar.
// A scenario's own are in Scenario.Verbs.
func Verbs() []ActionForm {
	out := make([]ActionForm, len(verbs))
	for i, v := range verbs {
		out[i] = ActionForm{v.name, v.example}
	}
	return out
}

// Nodes returns how the nodes are introduced, indexed by NodeID. The slice is the
// run's own: it must not be changed.
func (r *Run) Nodes() []NodeInfo { return r.infos }

// Ends returns where a step happened and who was at the other end, each None when
// there is nobody: a timer has no peer, and an action such as set(rps,500) or
// heal() happens at no node.
func (rec *Record) Ends() (node, peer NodeID) {
	if rec.Op != Acted {
		if rec.Peer == rec.Node && rec.Message == 0 {
			return rec.Node, None
		}
		return rec.Node, rec.Peer
	}
	switch rec.Action {
	case opCrash, opRestart, opPause, opResume, opSlow, opSkew, opIsolate:
		return rec.Node, None
	case opSet, opVerb:
		return None, None
	}
	if rec.Peer == None && rec.Message == 0 {
		return None, None // all links, or a message that had arrived
	}
	return rec.Node, rec.Peer
}
