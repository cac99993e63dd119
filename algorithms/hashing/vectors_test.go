package hashing

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// recorded is how many values each file of vectors holds, so that no test passes on an
// empty or a shortened one.
var recorded = map[string]int{
	"bounded_loads.json": 635,
	"hashes.json":        526,
	"jump.json":          1031,
	"kafka_murmur2.json": 775,
	"ketama.json":        965,
	"maglev.json":        772,
	"redis_keyslot.json": 227,
	"rendezvous.json":    536,
	"ring_laws.json":     86,
	"ring_xxh64.json":    567,
}

// leaves counts the numbers, texts and truths in a JSON value.
func leaves(value any) (n int) {
	switch v := value.(type) {
	case map[string]any:
		for _, x := range v {
			n += leaves(x)
		}
	case []any:
		for _, x := range v {
			n += leaves(x)
		}
	default:
		return 1
	}
	return n
}

func load(t testing.TB, name string, into any) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	var all any
	require.NoError(t, json.Unmarshal(raw, &all))
	require.Equal(t, recorded[name], leaves(all), "%s is not the file that was recorded", name)
	require.NoError(t, json.Unmarshal(raw, into))
}

func number(t testing.TB, text string) uint64 {
	t.Helper()
	n, err := strconv.ParseUint(text, 10, 64)
	require.NoError(t, err)
	return n
}

// splitmix is the generator of the vectors' keys.
type splitmix struct{ state uint64 }

func (s *splitmix) next() uint64 {
	h := Mix(s.state)
	s.state += 0x9e3779b97f4a7c15
	return h
}

func named(prefix string, n int) []Member {
	members := make([]Member, n)
	for i := range members {
		members[i] = Member{Name: prefix + strconv.Itoa(i), Weight: 1}
	}
	return members
}

func names(members []Member) []string {
	out := make([]string, len(members))
	for i := range members {
		out[i] = members[i].Name
	}
	return out
}

func TestHashFunctionsGiveWhatTheReferenceLibrariesGave(t *testing.T) {
	var file struct {
		Rows       []map[string]string
		Splitmix64 struct {
			First10 []string
			Seed    string
		}
	}
	load(t, "hashes.json", &file)
	require.NotEmpty(t, file.Rows)

	for _, row := range file.Rows {
		raw, err := hex.DecodeString(row["hex"])
		require.NoError(t, err)
		h1, h2 := Murmur128(raw, 0)
		got := map[string]string{
			"fnv1a32": fmt.Sprintf("%08x", FNV32(raw)), "fnv1a64": fmt.Sprintf("%016x", FNV64(raw)),
			"murmur3_32_seed0": fmt.Sprintf("%08x", Murmur32(raw, 0)), "murmur3_32_seed42": fmt.Sprintf("%08x", Murmur32(raw, 42)),
			"murmur3_128_x64_h1": fmt.Sprintf("%016x", h1), "murmur3_128_x64_h2": fmt.Sprintf("%016x", h2),
			"xxh64_seed0": fmt.Sprintf("%016x", XXH64(raw, 0)), "xxh64_seed1": fmt.Sprintf("%016x", XXH64(raw, 1)),
		}
		for name, value := range got {
			require.Equal(t, row[name], value, "%s of %s", name, row["hex"])
		}
		require.Equal(t, XXH64(raw, 0), XXHash64.Sum(string(raw)))
		require.Equal(t, FNV64(raw), FNV1a64.Sum(string(raw)))
		require.Equal(t, h1, Murmur64.Sum(string(raw)))
	}
	s := splitmix{number(t, file.Splitmix64.Seed)}
	for _, want := range file.Splitmix64.First10 {
		require.Equal(t, number(t, want), s.next())
	}
}

func TestJumpGivesWhatTwoGoLibrariesAndGuavaGave(t *testing.T) {
	var file struct {
		Buckets []int32
		Cases   []struct {
			Key string
			Out []int32
		}
		Movement []struct {
			From, To    int32
			Keys        int
			Moved       int
			MovedToNew  int    `json:"moved_to_new_bucket"`
			CountsAfter []int  `json:"counts_after"`
			Seed        string `json:"seed"`
		}
	}
	load(t, "jump.json", &file)

	for _, c := range file.Cases {
		for i, n := range file.Buckets {
			require.Equal(t, c.Out[i], Jump(number(t, c.Key), n), "key %s, %d buckets", c.Key, n)
		}
	}
	for _, m := range file.Movement {
		s := splitmix{number(t, m.Seed)}
		counts, moved, toNew := make([]int, m.To), 0, 0
		for range m.Keys {
			key := s.next()
			before, after := Jump(key, m.From), Jump(key, m.To)
			counts[after]++
			if before != after {
				moved++
			}
			if before != after && after >= m.From {
				toNew++
			}
		}
		if m.CountsAfter != nil {
			require.Equal(t, m.CountsAfter, counts)
		}
		require.Equal(t, []int{m.Moved, m.MovedToNew}, []int{moved, toNew})
	}
}

func TestKafkaPartitionsAreThoseOfTheJavaClient(t *testing.T) {
	var file struct {
		Counts []int32 `json:"partition_counts"`
		Cases  []struct {
			Hex       string  `json:"key_hex"`
			Murmur2   int32   `json:"murmur2_int32"`
			Partition []int32 `json:"partition"`
		}
	}
	load(t, "kafka_murmur2.json", &file)
	require.NotEmpty(t, file.Cases)

	for _, c := range file.Cases {
		key, err := hex.DecodeString(c.Hex)
		require.NoError(t, err)
		require.Equal(t, c.Murmur2, KafkaMurmur2(key), c.Hex)
		for i, n := range file.Counts {
			require.Equal(t, c.Partition[i], KafkaPartition(key, n), "%s of %d", c.Hex, n)
		}
	}
}

func TestHashSlotsAreThoseOfTheRedisServer(t *testing.T) {
	var file struct {
		Cases  [][2]any `json:"cases"`
		Binary [][2]any `json:"binary_cases"`
	}
	load(t, "redis_keyslot.json", &file)
	require.NotEmpty(t, file.Cases)

	require.Equal(t, uint16(0x31c3), CRC16("123456789"))
	for _, c := range file.Cases {
		require.EqualValues(t, c[1], Slot(c[0].(string)), "%q", c[0])
	}
	for _, c := range file.Binary {
		key, err := hex.DecodeString(c[0].(string))
		require.NoError(t, err)
		require.EqualValues(t, c[1], Slot(key), "%x", key)
	}
}

type ketamaSet struct {
	Name    string
	Servers []struct {
		Addr   string
		Weight int64
	}
	NumPoints int               `json:"num_points"`
	PerServer map[string]int    `json:"points_per_server"`
	SHA       string            `json:"sha256_of_all_points_lines"`
	Arcs      map[string]uint64 `json:"arc_owned_of_2pow32"`
	Lookups   []struct {
		Key    string
		Hash   uint32
		Point  uint32
		Server string
	}
	Counts map[string]int `json:"counts_decimal_keys_0_99999"`
}

func TestTheKetamaContinuumIsThatOfTheCLibrary(t *testing.T) {
	var file struct{ Sets []ketamaSet }
	load(t, "ketama.json", &file)
	require.Len(t, file.Sets, 3)

	for _, set := range file.Sets {
		var members []Member
		for _, s := range set.Servers {
			members = append(members, Member{Name: s.Addr, Weight: s.Weight})
		}
		k, err := NewKetama(members)
		require.NoError(t, err)
		name := func(i int) string { return members[i].Name }

		per, arcs, lines := map[string]int{}, map[string]uint64{}, make([]string, 0, len(k.Points()))
		before := k.Points()[len(k.Points())-1].Hash
		for _, p := range k.Points() {
			per[name(int(p.Server))]++
			arcs[name(int(p.Server))] += uint64(p.Hash - before)
			before = p.Hash
			lines = append(lines, fmt.Sprintf("%d %s", p.Hash, name(int(p.Server))))
		}
		require.Len(t, k.Points(), set.NumPoints, set.Name)
		require.Equal(t, set.PerServer, per, set.Name)
		require.Equal(t, set.Arcs, arcs, set.Name)
		require.Equal(t, set.SHA, fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(lines, "\n")))), set.Name)
		for _, l := range set.Lookups {
			require.Equal(t, l.Hash, KetamaHash(l.Key))
			require.Equal(t, l.Server, name(k.Owner(l.Key)), "%s in %s", l.Key, set.Name)
		}
		counts := map[string]int{}
		for i := range 100_000 {
			counts[name(k.Owner(strconv.Itoa(i)))]++
		}
		require.Equal(t, set.Counts, counts, set.Name)
	}
}

func TestMaglevTablesAreThoseOfThePaperEnvoyAndTheGoLibrary(t *testing.T) {
	var file struct {
		Cases []struct {
			M, N    int
			Owned   int                    `json:"entries_owned_by_removed"`
			First   [][2]uint64            `json:"first_offset_skip"`
			Spread  struct{ Min, Max int } `json:"min_max_entries"`
			Prefix  string                 `json:"names_prefix"`
			Others  int                    `json:"other_entries_changed"`
			Remove  int                    `json:"remove_index"`
			SHA     string                 `json:"sha256_of_comma_joined_table"`
			Table   []int32                `json:"table"`
			Without []int32                `json:"table_after_remove_reindexed"`
		}
		Envoy struct {
			Hosts, Hostnames []string
			M                int
			Table            []int32
			ByHostname       []int32 `json:"table_by_hostname"`
		} `json:"envoy_own_test"`
		Paper struct {
			M            int
			Offset, Skip []uint64
			Before       []int32
			After        []int32 `json:"after_removing_B1"`
		} `json:"paper_table1"`
	}
	load(t, "maglev.json", &file)

	for _, c := range file.Cases {
		members := named(c.Prefix, c.N)
		g, err := NewMaglev(members, c.M)
		require.NoError(t, err)
		for i, want := range c.First {
			require.Equal(t, want, [2]uint64{g.offsets[i], g.skips[i]})
		}
		before := append([]int32(nil), g.Table()...)
		if c.Table != nil {
			require.Equal(t, c.Table, before)
		}
		require.Equal(t, c.SHA, fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Trim(strings.ReplaceAll(fmt.Sprint(before), " ", ","), "[]")))))
		counts := make([]int, c.N)
		for _, i := range before {
			counts[i]++
		}
		for _, n := range counts {
			require.True(t, n == c.Spread.Min || n == c.Spread.Max)
		}

		down := make([]bool, c.N)
		down[c.Remove] = true
		g.Rebuild(down)
		owned, others := 0, 0
		for i, now := range g.Table() {
			switch {
			case before[i] == int32(c.Remove):
				owned++
			case before[i] != now:
				others++
			}
		}
		require.Equal(t, []int{c.Owned, c.Others}, []int{owned, others})
		fewer, err := NewMaglev(append(append([]Member(nil), members[:c.Remove]...), members[c.Remove+1:]...), c.M)
		require.NoError(t, err)
		if c.Without != nil {
			require.Equal(t, c.Without, fewer.Table())
		}
	}
	for _, c := range []struct {
		names []string
		table []int32
	}{{file.Envoy.Hosts, file.Envoy.Table}, {file.Envoy.Hostnames, file.Envoy.ByHostname}} {
		var members []Member
		for _, name := range c.names {
			members = append(members, Member{Name: name, Weight: 1})
		}
		g, err := NewMaglev(members, file.Envoy.M)
		require.NoError(t, err)
		require.Equal(t, c.table, g.Table())
	}
	paper := &Maglev{offsets: file.Paper.Offset, skips: file.Paper.Skip, weights: []int64{1, 1, 1}, table: make([]int32, file.Paper.M)}
	paper.Rebuild(nil)
	require.Equal(t, file.Paper.Before, paper.Table())
	paper.Rebuild([]bool{false, true})
	require.Equal(t, file.Paper.After, paper.Table())
}

func TestRendezvousChoosesAsTheGoLibraryDid(t *testing.T) {
	var file struct {
		Cases []struct {
			N       int
			Prefix  string `json:"names_prefix"`
			Hash    string
			Lookups [][2]string
			Counts  map[string]int `json:"counts_20000_keys"`
		}
	}
	load(t, "rendezvous.json", &file)
	require.NotEmpty(t, file.Cases)

	for _, c := range file.Cases {
		function, ok := map[string]Function{"xxh64": XXHash64, "fnv1a64": FNV1a64}[c.Hash]
		require.True(t, ok, c.Hash)
		members := named(c.Prefix, c.N)
		r, err := NewRendezvous(function, names(members))
		require.NoError(t, err)
		for _, l := range c.Lookups {
			require.Equal(t, l[1], members[r.Owner(l[0])].Name, l[0])
		}
		half, _, _ := strings.Cut(c.Lookups[0][0], "/")
		counts := map[string]int{}
		for i := range 20_000 {
			counts[members[r.Owner(half+"/"+strconv.Itoa(i))].Name]++
		}
		require.Equal(t, c.Counts, counts)
	}
}

func TestBoundedLoadsPlaceAsTheGoLibraryDidWhereItsCapIsRight(t *testing.T) {
	var file struct {
		Cases []struct {
			Members    []string
			Partitions int64
			Replicas   int64
			Factor     float64 `json:"load_factor_1_plus_eps"`
			Paper      int64   `json:"paper_cap"`
			Library    int64   `json:"library_cap"`
			Loads      map[string]int64
			Owners     []string `json:"owner_by_partition"`
		}
	}
	load(t, "bounded_loads.json", &file)

	for _, c := range file.Cases {
		var members []Member
		for _, name := range c.Members {
			members = append(members, Member{Name: name, Weight: 1})
		}
		ring, err := NewRing(Layout{Function: FNV1a64, Points: c.Replicas}, members)
		require.NoError(t, err)
		b, err := NewBounded(ring, c.Partitions, int64(math.Round(c.Factor*100)), 100)
		require.NoError(t, err)
		require.Equal(t, c.Paper, b.Caps()[0])
		for i := range b.caps {
			b.caps[i] = c.Library // the assignment was recorded under the library's own cap
		}
		for p := range c.Partitions {
			raw := make([]byte, 8)
			for i := range raw {
				raw[i] = byte(p >> (8 * i))
			}
			m, _ := b.Place(FNV64(raw))
			if c.Owners != nil {
				require.Equal(t, c.Owners[p], members[m].Name, "partition %d", p)
			}
		}
		for i, name := range c.Members {
			require.Equal(t, c.Loads[name], b.Loads()[i])
		}
	}
}

func TestACapIsTheSmallestWholeNumberThatIsEnough(t *testing.T) {
	for load := range int64(40) {
		for total := int64(1); total <= 7; total++ {
			for weight := range total + 1 {
				for num := int64(4); num <= 7; num++ {
					got, err := LoadCap(load, weight, total, num, 4)
					require.NoError(t, err)
					require.GreaterOrEqual(t, got*4*total, num*load*weight, "enough")
					require.Less(t, (got-1)*4*total, max(num*load*weight, 1), "and no more: ⌈%d/4 · %d · %d/%d⌉", num, load, weight, total)
				}
			}
		}
	}
}
