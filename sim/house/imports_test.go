package house_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/exp/slices"
)

// room is a part of the module and what it may import from the rest of it.
type room struct {
	folders []string
	may     []string
	never   []string // taken away from may
	why     string
}

// rooms: the first that holds a folder counts. main.go wires all and is in none.
var rooms = []room{
	{folders: []string{"algorithms/..."},
		why: "an algorithm is useful to someone who never opens the simulator"},
	{folders: []string{"sim/scene", "sim/rng"},
		why: "scenes and randomness are plain data and plain numbers"},
	{folders: []string{"sim/internal/..."}, may: []string{"sim/internal/..."},
		why: "the engine stands on these"},
	{folders: []string{"sim"}, may: []string{"sim/scene", "sim/rng", "sim/internal/..."},
		why: "the engine knows no scenario, no algorithm and no picture"},
	{folders: []string{"sim/scenarios"}, may: []string{"sim", "sim/scenarios/..."},
		why: "the catalogue is a list of scenarios"},
	{folders: []string{"sim/scenarios/..."}, may: []string{"sim", "sim/scene", "sim/rng", "algorithms/..."},
		why: "a scenario is one folder: the engine, the scene, the algorithms, never another scenario"},
	{folders: []string{"sim/..."}, may: []string{"sim/..."}, never: []string{"sim/scenarios/..."},
		why: "links and the command line are handed the catalogue"},
	{folders: []string{"visual/app"}, may: append(below("visual/stage", "visual/compare", "visual/present", "visual/home"), "sim/..."), never: catalogue,
		why: "the game leads from one screen to another, and is handed the catalogue"},
	{folders: []string{"visual/camera"}, may: append(below("visual/app", "visual/present", "visual/film"), "sim/..."), never: catalogue,
		why: "the camera runs the game without a window"},
	{folders: []string{"visual/desktop"}, may: below(),
		why: "the window's host knows what a host is, and no screen"},
	{folders: []string{"visual/stage"}, may: append(below("visual/stage/history", "visual/stage/inspect"), "sim/..."), never: catalogue,
		why: "screens know each other through screen.Doors alone"},
	{folders: []string{"visual/stage/inspect"}, may: append(below("visual/stage/history"), "sim/..."), never: catalogue,
		why: "the panel lists the histories, and knows nothing of the stage around it"},
	{folders: []string{"visual/stage/history", "visual/compare", "visual/present"}, may: append(below("visual/fonts"), "sim/..."), never: catalogue,
		why: "screens know each other through screen.Doors alone"},
	{folders: []string{"visual/home"}, may: append(below("visual/find"), "sim/..."), never: catalogue,
		why: "the course knows its scenarios, and no other screen"},
	{folders: []string{"visual/lanes", "visual/atlas"}, may: []string{"visual/follow", "visual/play", "visual/screen", "visual/input", "visual/model", "visual/paint", "visual/theme", "visual/words", "sim", "sim/scene"},
		why: "what draws a run is shared by the screens and knows none"},
	{folders: []string{"visual/follow", "visual/transport", "visual/menu"}, may: []string{"visual/play", "visual/screen", "visual/input", "visual/model", "visual/paint", "visual/words", "sim", "sim/scene"},
		why: "what the screens share knows none of them"},
	{folders: []string{"visual/play"}, may: []string{"visual/screen", "visual/model", "visual/words", "sim", "sim/scene", "sim/versus"},
		why: "a run on show knows where it stands, not how it is drawn"},
	{folders: []string{"visual/screen"}, may: []string{"visual/input", "visual/tour", "visual/edit", "visual/paint", "visual/theme", "visual/widgets", "visual/words", "sim", "sim/link"},
		why: "what all screens have in common knows none of them"},
	{folders: []string{"visual/tour"}, may: []string{"visual/words", "sim", "sim/talk"},
		why: "a tour is run without a screen"},
	{folders: []string{"visual/input"}, may: []string{"visual/paint"},
		why: "hands know places, not what is there"},
	{folders: []string{"visual/words"}, may: []string{"sim"},
		why: "phrases are plain data"},
	{folders: []string{"visual", "visual/model", "visual/paint", "visual/widgets", "visual/theme", "visual/fonts", "visual/film", "visual/find", "visual/edit", "visual/golden", "visual/displaytest"},
		may: []string{"visual/model", "visual/paint", "visual/theme", "visual/fonts", "visual/edit", "visual/displaytest", "sim", "sim/scene", "sim/versus"},
		why: "the tools of the screens know no screen"},
	{folders: []string{"wasm/..."}, may: []string{"wasm/...", "visual/edit"},
		why: "the browser bridge knows the page, not the program"},
	{folders: []string{"web/..."}, may: []string{"web/..."},
		why: "the page is the program compiled, whatever the program is"},
}

// catalogue are the scenarios: they are handed to whoever needs them.
var catalogue = []string{"sim/scenarios/..."}

// below is what every screen may import of visual, with some more.
func below(more ...string) []string {
	return append([]string{"visual/screen", "visual/play", "visual/atlas", "visual/lanes", "visual/follow", "visual/transport", "visual/menu", "visual/tour", "visual/input",
		"visual/words", "visual/model", "visual/paint", "visual/widgets", "visual/theme", "visual/edit"}, more...)
}

func TestEveryPackageImportsOnlyWhatItsRoomAllows(t *testing.T) {
	tr := open(t)

	for _, s := range tr.sources(t, false) {
		if s.folder == "." {
			continue
		}
		home, known := roomOf(s.folder)
		if !known {
			t.Errorf("%s is in no room: say in the table above what it may import", s.name)
			continue
		}
		for _, imported := range s.imports(t) {
			target, ours := strings.CutPrefix(imported, module+"/")
			if !ours || within(target, home.may) && !within(target, home.never) {
				continue
			}
			t.Errorf("%s imports %s: %s", s.name, target, home.why)
		}
	}
}

// forTests are the folders that only tests import.
var forTests = map[string]bool{"web/browsertest": true, "visual/displaytest": true, "visual/golden": true}

func TestNothingImportsTheProgramOrTheBrowserOfTheTests(t *testing.T) {
	tr := open(t)

	for _, s := range tr.sources(t, false) {
		for _, imported := range s.imports(t) {
			if imported == module {
				t.Errorf("%s imports the program itself", s.name)
			}
			folder, ours := strings.CutPrefix(imported, module+"/")
			if ours && forTests[folder] || imported == "testing" && !forTests[s.folder] {
				t.Errorf("%s imports %s, which is for tests", s.name, imported)
			}
		}
	}
}

func TestTheStandardSlicesAreNeverImported(t *testing.T) {
	tr := open(t)

	for _, s := range append(tr.sources(t, false), tr.sources(t, true)...) {
		for _, imported := range s.imports(t) {
			if imported == "slices" {
				t.Errorf("%s imports slices: use golang.org/x/exp/slices", s.name)
			}
		}
	}
}

func TestSimulationsAndAlgorithmsNeverReachTheDrawingEngine(t *testing.T) {
	tr := open(t)

	for _, system := range [][]string{{"CGO_ENABLED=0"}, {"CGO_ENABLED=0", "GOOS=js", "GOARCH=wasm"}} {
		reached := strings.Fields(tr.goCommand(t, system, "list", "-deps", "-test", "./sim/...", "./algorithms/..."))

		require.Contains(t, reached, module+"/sim")
		if i := slices.IndexFunc(reached, draws); i >= 0 {
			t.Errorf("sim or algorithms reach %s (%s): they run where there is no screen", reached[i], strings.Join(system, " "))
		}
	}
}

// draws reports whether a package needs a screen.
func draws(imported string) bool {
	for _, engine := range []string{"github.com/hajimehoshi/", "github.com/ebitenui/", "github.com/ebitengine/", module + "/visual"} {
		if strings.HasPrefix(imported, engine) {
			return true
		}
	}
	return false
}

// roomOf finds the room of a folder; false when nobody has said what it may import.
func roomOf(folder string) (room, bool) {
	i := slices.IndexFunc(rooms, func(r room) bool { return within(folder, r.folders) })
	if i < 0 {
		return room{}, false
	}
	return rooms[i], true
}
