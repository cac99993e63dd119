package visual

// plan says which parts of the stage are open, and where each stands.
type plan struct {
	app      *Env
	tree     *histories
	side     *inspector
	bar      *topBar
	view     viewMode
	sideOpen bool // in a narrow window: the panel was asked for
}

type viewMode uint8

const (
	viewMap viewMode = iota
	viewLanes
	viewBoth
	viewModes
)

type names []string

func (n names) index(name string) int {
	for i := range n {
		if n[i] == name {
			return i
		}
	}
	return -1
}

var (
	viewNames = names{"map", "lanes", "both"}
	tabNames  = names{"controls", "state", "metrics", "code"}
)
