// Package scene says what one moment of a simulation looks like, as plain data:
// which parts there are and what state they are in, never where they stand, which
// colour they have or how they are drawn. That is the renderer's business.
//
//	Node, Link, Packet     processes, the network between them, messages under way
//	Slots, Log             what hangs on a node: queues and pools; logs with cursors
//	Table, Bars            free-standing figures
//	Ring                   a key space with owners, virtual nodes and keys
//	Machine, Window        a state machine; the results it judges by
//	Track                  the steps that something goes through
//
// Times are virtual nanoseconds. Texts are in one language, already chosen.
// A Scene is meant to be reused: Reset keeps its memory.
package scene

// Status is what state a node, a link or a cell is in.
type Status uint8

// The statuses. The renderer doubles each with a shape: colour never stands alone.
const (
	Idle     Status = iota // there, nothing to say
	OK                     // healthy, acknowledged, committed
	Busy                   // working
	Pending                // waiting, not yet certain
	Degraded               // slow, draining, stale
	Failed                 // down, cut, refused
	Paused                 // alive but not running
	Absent                 // not part of the system now
	Control                // leader, coordinator, control plane
	Stale                  // holds something older than the truth
)

// Shape is what kind of thing a node is.
type Shape uint8

// The shapes of nodes.
const (
	Process Shape = iota // a server or a replica: a disc
	Client               // someone outside the system: a rounded box
	Service              // a box: stateless, interchangeable
	Store                // a cylinder: keeps data
	Broker               // routes or coordinates: a disc, drawn apart
)

// Node is one process on the map.
type Node struct {
	ID     int32  // the engine's node number
	Name   string // short, as in links: "s1"
	Label  string // what a person calls it
	Role   string // one or two words below the name: "팔로워 · 임기 4"
	Shape  Shape
	Status Status
	Leader bool    // wears the crown
	Column int     // tier, counted from the side the load comes from
	Badges []Badge // small labels beside it
	Acting bool    // the step shown happened here
}

// Badge is a small word on a node.
type Badge struct {
	Text   string
	Status Status
}

// Link joins two nodes; one entry stands for both directions.
type Link struct {
	From, To int32
	Status   Status // Idle, Degraded (slow or lossy) or Failed (cut)
	OneWay   bool   // the status holds only from From to To
}

// Fate is what will become of a packet under way.
type Fate uint8

// The fates.
const (
	Arrives Fate = iota
	Lost         // vanishes on the way
)

// Packet is a message under way: it stands (now-Sent)/(Due-Sent) along its link.
type Packet struct {
	ID        int64
	From, To  int32
	Sent, Due int64
	Cause     int64 // the step that sent it, or on whose account; 0 is the start
	Label     string
	Tone      Tone
	Fate      Fate
	Copy      bool // a duplicate made by the network
	Quiet     bool // routine: drawn small, without its label
}

// Tone colours a message, a caption or a mark by its meaning.
type Tone uint8

// The tones.
const (
	Plain    Tone = iota
	Request       // a request, a read: blue
	Good          // healthy, acknowledged, committed: teal
	Warn          // pending, degraded, compensating: amber
	Bad           // failed, cut, violated: red
	Election      // leader, coordinator, control plane: violet
)

// Slots is a row of places hanging on a node: a queue, a pool, a bucket.
type Slots struct {
	Node     int32
	Label    string
	Used     int // places taken; may exceed Capacity, the rest shows as a number
	Working  int // of these, how many are being worked on
	Capacity int // places drawn
	Status   Status
}

// Cell is one entry of a log.
type Cell struct {
	Text   string
	Status Status
}

// Cursor is a named position in a log: before the cell of that index.
type Cursor struct {
	Label string
	At    int64
	Tone  Tone
}

// Log is an ordered row of cells hanging on a node, drawn from First on.
type Log struct {
	Node    int32
	First   int64 // index of Cells[0]
	Cells   []Cell
	Cursors []Cursor
}

// Row is one line of a table.
type Row struct {
	Key     string
	Values  []string
	Status  Status
	Changed bool // lit: this step wrote it
}

// Table is a small grid of text.
type Table struct {
	Title   string
	Columns []string
	Rows    []Row
}

// Bar is one value of a bar chart.
type Bar struct {
	Label string
	Value int64
	Text  string // the value as written
	Tone  Tone
}

// Bars compares a few values on one scale; Full is the value of a full bar.
type Bars struct {
	Title string
	Full  int64
	Items []Bar
}

// Scene is one moment.
type Scene struct {
	Now      int64
	Nodes    []Node
	Links    []Link
	Packets  []Packet
	Slots    []Slots
	Logs     []Log
	Tables   []Table
	Bars     []Bars
	Rings    []Ring
	Machines []Machine
	Windows  []Window
	Tracks   []Track
	Notes    []string // what to watch for now
}

// Reset empties the scene and keeps its memory.
func (s *Scene) Reset() {
	*s = Scene{Nodes: s.Nodes[:0], Links: s.Links[:0], Packets: s.Packets[:0], Slots: s.Slots[:0],
		Logs: s.Logs[:0], Tables: s.Tables[:0], Bars: s.Bars[:0], Rings: s.Rings[:0], Machines: s.Machines[:0],
		Windows: s.Windows[:0], Tracks: s.Tracks[:0], Notes: s.Notes[:0]}
}

// Node returns the node with the engine's number id, or nil.
func (s *Scene) Node(id int32) *Node {
	for i := range s.Nodes {
		if s.Nodes[i].ID == id {
			return &s.Nodes[i]
		}
	}
	return nil
}
