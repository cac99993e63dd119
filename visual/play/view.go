package play

type View uint8

const (
	ViewMap View = iota
	ViewLanes
	ViewBoth
	ViewModes
)

type names []string

func (n names) Index(name string) int {
	for i := range n {
		if n[i] == name {
			return i
		}
	}
	return -1
}

var (
	Views    = names{"map", "lanes", "both"}
	TabNames = names{"controls", "state", "metrics", "code"}
)
