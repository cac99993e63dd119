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

// pair is a primary with one synchronous standby, reduced to positions.
type pair struct {
	rule     replication.Rule
	gate     replication.Gate
	end      int64
	standby  replication.Progress
	canReach bool // the standby receives
	canApply bool // and replays
}

// write appends one row and lets the standby do what it can.
func (p *pair) write() int64 {
	p.end++
	p.settle()
	return p.end
}

func (p *pair) settle() {
	if p.canReach {
		p.standby.Written, p.standby.Flushed = p.end, p.end
		if p.canApply {
			p.standby.Applied = p.end
		}
	}
	local := replication.Progress{Written: p.end, Flushed: p.end, Applied: p.end}
	p.gate.Advance(p.rule.Committed(local, []replication.Progress{p.standby}))
}

func (p *pair) answered(pos int64) bool { return p.gate.Committed() >= pos }
func (p *pair) visible(pos int64) bool  { return p.rule.Visible(p.end, p.gate.Committed()) >= pos }

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
	for _, row := range file.Rows {
		t.Run(row.Level+", "+row.Scenario, func(t *testing.T) {
			p := &pair{rule: replication.Postgres(level(t, row.Level), 1), canReach: true, canApply: row.Scenario == "standby healthy"}

			pos := p.write()
			class, warning := "fast", ""
			require.Equal(t, row.Returned, p.answered(pos))
			require.Equal(t, row.Standby, p.standby.Applied >= pos)
			if !p.answered(pos) {
				class = "blocked"
				require.NotNil(t, row.Meanwhile)
				require.Equal(t, *row.Meanwhile, p.visible(pos))
				if p.gate.GiveUp(p.end) > 0 { // the client cancels
					warning = "warning: transaction already committed locally"
				}
			}
			require.Equal(t, row.Class, class)
			require.Equal(t, row.Cancel, warning)
			if row.Primary != nil {
				require.Equal(t, *row.Primary, p.visible(pos))
			}
			survives := p.standby.Flushed >= pos // the primary dies: what was flushed is what is left
			require.Equal(t, row.Survives, survives)
			p.canApply = true
			p.settle()
			if row.Resumed != nil {
				require.Equal(t, *row.Resumed, p.standby.Applied >= pos)
			}
		})
	}
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
		require.Less(t, p.standby.Flushed, pos, "after the failover the row is gone at level %s", name)
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
				require.False(t, semi.Expire(1_500, 20_000, p.end), "1.5 s of a timeout of 20 s")
				require.Equal(t, *row.InTime, p.answered(pos))
				require.Equal(t, *row.Meanwhile, p.visible(pos))
				p.canReach = true
				p.settle()
				require.Equal(t, *row.Thawed, p.answered(pos))
			}
			require.Equal(t, row.Replica, p.standby.Applied >= pos)
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
	for i, s := range file.Sessions {
		var session [3]replication.Session
		own, mono, sticky := true, true, true
		from := map[int]int{}
		for _, op := range s.Ops {
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
			if op[0] == "lease_granted" {
				continue // a token nobody has shown fences nobody
			}
			accepted := fence.Accept(int64(op[1].(float64)))
			require.Equal(t, op[2] == "accepted", accepted, "script %d, line %d", i, j)
		}
	}
}
