package scene

// Owner is one server of a ring or another thing that has a share.
type Owner struct {
	Name   string
	Text   string // its share, as written
	Value  int64  // its share, on the scale of Ring.Full
	Status Status // Absent when it left
	Fresh  bool   // joined in the change shown
	Node   int32  // the node it stands for
}

// Mark is a point on a ring: a virtual node. The arc from the mark before it up to
// and with it belongs to its owner.
type Mark struct {
	At    uint32 // place on the circle; the whole circle is 2^32
	Owner int    // index into Ring.Owners
}

// RingKey is a key on a ring.
type RingKey struct {
	At    uint32
	Owner int
	Was   int    // the owner before the change shown; the same when it stays
	Label string // "" for the many; the one that is spoken of has a name
}

// Ring is a key space bent into a circle. Marks are in order of At. A placement
// without a ring (modulo, jump) has no marks: its keys stand by their hash.
type Ring struct {
	Title  string
	Owners []Owner
	Full   int64 // the value of a full bar
	Marks  []Mark
	Keys   []RingKey
	Center string // the figure in the middle
	Below  string // and what it counts
	Note   string // one line below the owners' bars
}

// State is one state of a state machine.
type State struct {
	Name    string
	Status  Status
	Current bool
}

// Turn is a transition of a state machine.
type Turn struct {
	From, To int // indexes into Machine.States
	Label    string
	Taken    bool // the last one taken
}

// Machine is a state machine: its states stand in a row, the current one lit.
type Machine struct {
	Title  string
	States []State
	Turns  []Turn
	Why    string // why it is where it is
}

// Window is the last results that somebody judges by, newest last, with the
// figure they give and the threshold it is held against.
type Window struct {
	Title     string
	Cells     []Status // Absent for places not filled yet
	Value     int64    // on the scale of 0 to Full
	Threshold int64
	Full      int64
	Text      string // the figure, as written
}

// Stage is one step of a track.
type Stage struct {
	Text    string
	Status  Status // Idle: not begun; Busy: running; OK: done; Pending: being undone; Stale: undone; Failed
	Pivot   bool   // the point of no return lies behind this step
	Current bool
}

// Track is a row of steps that one thing goes through, such as a saga.
type Track struct {
	Label  string
	Status Status
	Stages []Stage
	Note   string
}
