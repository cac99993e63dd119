package house_test

import (
	"encoding/json"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/exp/slices"
)

// Both are put together from pieces, so that this file does not hold what it forbids.
var (
	machinePath = regexp.MustCompile(`(^|[\s"'=(:` + "`" + `])(/` + `root/|/` + `work/|/` + `home/[a-z]|/` + `Users/|[A-Z]:\\` + `Users)`)
	unfinished  = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X|HA` + `CK)\b`)
)

// written are the kinds of files that people write.
var written = []string{"", ".go", ".mod", ".md", ".html", ".css", ".js", ".svg", ".kage", ".py", ".sh", ".yml", ".json", ".txt", ".webmanifest"}

func TestNoFileNamesAPlaceOnSomebodysMachine(t *testing.T) {
	eachLine(t, func(t *testing.T, where, line string) {
		if found := machinePath.FindString(line); found != "" {
			t.Errorf("%s: %q is a path of one machine", where, strings.TrimSpace(found))
		}
	})
}

func TestNoFileLeavesWorkForLater(t *testing.T) {
	eachLine(t, func(t *testing.T, where, line string) {
		if found := unfinished.FindString(line); found != "" {
			t.Errorf("%s: %s: finish it, or open an issue", where, found)
		}
	})
}

func TestEveryReferenceVectorSaysWhereItComesFrom(t *testing.T) {
	tr := open(t)

	for _, name := range tr.files {
		if !strings.Contains(name, "/testdata/") || path.Ext(name) != ".json" {
			continue
		}
		var vectors struct {
			Source string `json:"source"`
		}
		if err := json.Unmarshal([]byte(tr.read(t, name)), &vectors); err != nil || strings.TrimSpace(vectors.Source) == "" {
			t.Errorf("%s has no \"source\": say which program, paper or standard gave these figures (%v)", name, err)
		}
	}
}

func eachLine(t *testing.T, check func(t *testing.T, where, line string)) {
	t.Helper()
	tr := open(t)
	for _, name := range tr.files {
		if !slices.Contains(written, path.Ext(name)) || strings.HasPrefix(path.Base(name), ".git") {
			continue
		}
		for i, line := range strings.Split(tr.read(t, name), "\n") {
			check(t, name+":"+strconv.Itoa(i+1), line)
		}
	}
}
