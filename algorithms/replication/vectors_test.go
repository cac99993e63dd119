package replication_test

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/algorithms/replication"
)

func load(t *testing.T, name string, into any) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, into))
}

// pair is a primary with one synchronous standby: two logs, and the gate and the rule
// of the primary. What a standby can do is the row's; everything that is asked of the
// pair is the package's own answer.
type pair struct {
	rule             replication.Rule
	gate             replication.Gate
	primary, standby replication.Log
	applied          int64
	shown            int64 // to other sessions, on the primary
	canReach         bool  // the standby receives
	canApply         bool  // and replays
}

// write appends one row and lets the standby do what it can.
func (p *pair) write() int64 {
	pos, _ := p.primary.Append(replication.Entry{Epoch: 1, Value: p.primary.End()})
	p.settle()
	return pos
}

func (p *pair) settle() {
	for p.canReach && p.standby.End() < p.primary.End() {
		e, _ := p.primary.Entry(p.standby.End() + 1)
		p.standby.Append(e)
	}
	if p.canApply {
		p.applied = p.standby.End()
	}
	end, got := p.primary.End(), p.standby.End()
	_, p.shown = p.gate.Settle(p.rule, replication.Progress{Written: end, Flushed: end, Applied: end},
		[]replication.Progress{{Written: got, Flushed: got, Applied: p.applied}})
}

func (p *pair) answered(pos int64) bool { return p.gate.Committed() >= pos }
func (p *pair) visible(pos int64) bool  { return p.shown >= pos }

// cancel gives up waiting and reports the warning, if any.
func (p *pair) cancel() string {
	if p.gate.GiveUp(p.primary.End()) == 0 {
		return ""
	}
	p.settle()
	return "warning: transaction already committed locally"
}

// survives reports whether the one that is promoted once the primary is gone holds
// the row, and goes on from there.
func (p *pair) survives(pos int64) bool {
	logs := []*replication.Log{&p.standby}
	winner := replication.Promote([]replication.Candidate{{Epoch: p.standby.Epoch(), Received: p.standby.End(), Applied: p.applied}})
	if _, ok := logs[winner].Append(replication.Entry{Epoch: 2}); !ok {
		return false
	}
	summary := logs[winner].Summary()
	cut, _ := p.primary.Truncate(replication.CommonEnd(p.primary.Summary(), summary))
	return summary.Holds(1, pos) && cut == 0
}

func TestEveryPostgresLevelAnswersAsThePostgresThatRanDid(t *testing.T) {
	var file struct {
		Rows []struct {
			Level     string
			Scenario  string
			Returned  bool   `json:"returned_within_1500ms"`
			Class     string `json:"elapsed_ms_class"`
			Cancel    string `json:"after_cancel"`
			Primary   *bool  `json:"visible_on_primary"`
			Meanwhile *bool  `json:"visible_on_primary_to_others_while_waiting"`
			Standby   bool   `json:"visible_on_standby_after_300ms"`
			Resumed   *bool  `json:"visible_on_standby_after_resume"`
			Survives  bool   `json:"present_after_failover"`
		}
	}
	load(t, "postgres_sync_commit.json", &file)
	require.Len(t, file.Rows, 10)
	waited := 0
	for _, row := range file.Rows {
		t.Run(row.Level+", "+row.Scenario, func(t *testing.T) {
			p := &pair{rule: replication.Postgres(level(t, row.Level), 1), canReach: true, canApply: row.Scenario == "standby healthy"}

			pos := p.write()
			class, warning := "fast", ""
			require.Equal(t, row.Returned, p.answered(pos))
			require.Equal(t, row.Standby, p.applied >= pos)
			if !p.answered(pos) {
				waited++
				class = "blocked"
				require.NotNil(t, row.Meanwhile)
				require.Equal(t, *row.Meanwhile, p.visible(pos))
				warning = p.cancel()
			}
			require.Equal(t, row.Class, class)
			require.Equal(t, row.Cancel, warning)
			if row.Primary != nil {
				require.Equal(t, *row.Primary, p.visible(pos))
			}
			p.canApply = true
			p.settle()
			if row.Resumed != nil {
				require.Equal(t, *row.Resumed, p.applied >= pos)
			}
			require.Equal(t, row.Survives, p.survives(pos))
		})
	}
	require.Equal(t, 1, waited, "one row was cancelled")
}

func level(t *testing.T, name string) replication.Level {
	t.Helper()
	for i, known := range replication.Levels {
		if known == name {
			return replication.Level(i)
		}
	}
	t.Fatalf("level %q is not one of %v", name, replication.Levels)
	return 0
}

func TestWithTheStandbyDownOnlyOffAndLocalReturnAndTheyLoseTheRow(t *testing.T) {
	for i, name := range replication.Levels {
		p := &pair{rule: replication.Postgres(replication.Level(i), 1)}

		pos := p.write()

		require.Equal(t, name == "off" || name == "local", p.answered(pos), name)
		require.False(t, p.survives(pos), "after the failover the row is gone at level %s", name)
	}
}

func TestSemiSyncWaitsForReceiptAsTheMariaDBThatRanDid(t *testing.T) {
	var file struct {
		Rows []struct {
			Wait      string `json:"wait_point"`
			Scenario  string
			Returned  *bool `json:"client_returned"`
			Fast      *bool
			InTime    *bool `json:"client_returned_within_1500ms"`
			Meanwhile *bool `json:"other_session_sees_row_while_waiting"`
			Thawed    *bool `json:"returned_after_replica_thaws"`
			Replica   bool  `json:"on_replica"`
		}
	}
	load(t, "mysql_semisync.json", &file)
	require.Len(t, file.Rows, 4)
	points := map[string]replication.WaitPoint{"AFTER_SYNC": replication.AfterSync, "AFTER_COMMIT": replication.AfterCommit}
	for _, row := range file.Rows {
		t.Run(row.Wait+", "+row.Scenario, func(t *testing.T) {
			p := &pair{rule: replication.SemiSyncRule(1, points[row.Wait]), canReach: row.Scenario == "replica healthy", canApply: true}
			var semi replication.SemiSync

			pos := p.write()
			if row.Returned != nil {
				require.Equal(t, *row.Returned, p.answered(pos))
				require.Equal(t, *row.Fast, p.answered(pos))
			} else {
				require.False(t, semi.Expire(1_500, 20_000, pos), "1.5 s of a timeout of 20 s")
				require.Equal(t, *row.InTime, p.answered(pos))
				require.Equal(t, *row.Meanwhile, p.visible(pos))
				p.canReach = true
				p.settle()
				require.Equal(t, *row.Thawed, p.answered(pos))
			}
			require.Equal(t, row.Replica, p.applied >= pos)
		})
	}
}

func TestQuorumFiguresEqualTheExactOnes(t *testing.T) {
	var file struct {
		Cases []struct {
			N, R, W      int
			Overlap      bool    `json:"overlap_guaranteed"`
			Write        bool    `json:"write_write_overlap"`
			Miss         string  `json:"p_random_read_set_misses_write_set"`
			Float        float64 `json:"p_float"`
			Read         int     `json:"node_failures_tolerated_read"`
			Written      int     `json:"node_failures_tolerated_write"`
			Availability []struct {
				Up    float64 `json:"node_up"`
				Read  float64 `json:"read_available"`
				Write float64 `json:"write_available"`
			}
		}
	}
	load(t, "quorum.json", &file)
	require.Len(t, file.Cases, 7)
	for _, c := range file.Cases {
		name := fmt.Sprintf("N=%d R=%d W=%d", c.N, c.R, c.W)
		miss := replication.Miss(c.N, c.R, c.W)
		written := fmt.Sprintf("%d/%d", miss.Num, miss.Den)
		if miss.Num == 0 {
			written = "0"
		}
		require.Equal(t, c.Overlap, replication.Overlap(c.N, c.R, c.W), name)
		require.Equal(t, c.Write, replication.WriteOverlap(c.N, c.W), name)
		require.Equal(t, c.Miss, written, name)
		require.InDelta(t, c.Float, miss.Float(), 1e-15, name)
		require.Equal(t, c.Read, replication.Tolerates(c.N, c.R), name)
		require.Equal(t, c.Written, replication.Tolerates(c.N, c.W), name)
		require.Len(t, c.Availability, 2, name)
		for _, a := range c.Availability {
			require.InEpsilon(t, a.Read, replication.Available(c.N, c.R, a.Up), 1e-9, name)
			require.InEpsilon(t, a.Write, replication.Available(c.N, c.W, a.Up), 1e-9, name)
		}
	}
}

func TestSessionGuaranteesAndFencingEqualTheVectors(t *testing.T) {
	var file struct {
		Sessions []struct {
			Ops    [][]any
			Sticky bool `json:"sticky_reads"`
			Own    bool `json:"read_your_writes"`
			Mono   bool `json:"monotonic_reads"`
		}
		Fencing [][][]any
	}
	load(t, "sessions_fencing.json", &file)
	require.Len(t, file.Sessions, 16)
	require.Len(t, file.Fencing, 6)
	operations, tokens := 0, 0
	for i, s := range file.Sessions {
		var session [3]replication.Session
		own, mono, sticky := true, true, true
		from := map[int]int{}
		for _, op := range s.Ops {
			operations++
			who, version, replica := int(op[1].(float64)), int64(op[2].(float64)), int(op[3].(float64))
			if op[0] == "w" {
				session[who].Wrote(version)
				continue
			}
			missed, back := session[who].Read(version)
			own, mono = own && !missed, mono && !back
			before, known := from[who]
			sticky = sticky && (!known || before == replica)
			from[who] = replica
		}
		require.Equal(t, s.Own, own, "history %d", i)
		require.Equal(t, s.Mono, mono, "history %d", i)
		require.Equal(t, s.Sticky, sticky, "history %d", i)
		require.True(t, !sticky || mono, "sticky reads are monotonic")
	}
	for i, script := range file.Fencing {
		var fence replication.Fence
		for j, op := range script {
			tokens++
			if op[0] == "lease_granted" {
				continue // a token nobody has shown fences nobody
			}
			accepted := fence.Accept(int64(op[1].(float64)))
			require.Equal(t, op[2] == "accepted", accepted, "script %d, line %d", i, j)
		}
	}
	require.Equal(t, 224, operations, "of all sessions")
	require.Equal(t, 84, tokens)
}
