// Package consistenthashing shows what a change of servers costs a cache: how many
// keys move, how many reads miss, and what the origin database gets to do.
//
//	clients --LOOKUP--> router --GET--> s1 … s12 --LOAD--> db
//	        <--REPLY--         <--ANSWER--        <--ROW--
//
// Clients are an open loop of Poisson reads over keys user:0 … user:K-1. The router
// knows the servers and where each key lives. A server answers a hit at once; a
// miss is loaded from the origin, once however many wait for it, and kept. The
// origin serves one read at a time at its capacity and refuses what would wait for more than
// half a second. Every hop takes 0.5 ms. All caches are warm when a run begins.
//
//	mod-n         hash(key) mod N            almost every key moves
//	ring          first point clockwise      only the newcomer's share moves
//	ring-bounded  the same, with a cap       overflow goes on clockwise
//	rendezvous    highest score wins         only the newcomer's share moves
//	jump          bucket 0 … N-1             only the last server can leave cheaply
//
// In ring-bounded the cap ⌈c × average⌉ holds twice: for the keys a server owns and
// for its part of the last 1,024 reads, so that a hot key spills over. With several replicas
// a read goes to one of the key's servers in turn, past one that misses a probe. The
// router probes every server each 250 ms and takes out one that was silent to two
// in a row; a restarted or readmitted server comes back with JOIN.
//
// Settings and servers may change while it runs: the placement is made anew, and the
// last reads of the servers that stay keep counting towards their shares and caps.
//
// The points of a server are xxh64("s1#0"), xxh64("s1#1") …: one ring, whatever the
// seed. The separator was chosen so that this ring is a typical one (7.6 % at 100
// points where the law says 8.7 %), not a lucky one.
//
// Not modelled: eviction and expiry (memory is large enough), writes, and so stale
// copies: a server that comes back to a key may hold an old value; clients with
// different ideas of the ring; moving data from server to server: in a cache a moved
// key is simply a miss.
package consistenthashing

import "github.com/kookmin-msa-study/msalab/sim"

// The parameters, in the order of the table.
const (
	pKeys = iota
	pServers
	pMode
	pVNodes
	pReplicas
	pFactor
	pZipf
	pRPS
	pCapacity
)

// Modes of placement: the choices of pMode.
const (
	modeModulo = iota
	modeRing
	modeBounded
	modeRendezvous
	modeJump
)

// Scenario is consistent hashing.
var Scenario = &sim.Scenario{
	ID:    "consistent-hashing",
	Title: sim.T("안정 해시", "Consistent hashing"),
	Summary: sim.T("서버가 한 대 바뀌면 키도 한 대 몫만 움직여야 해요.",
		"When one server changes, only one server's worth of keys should move."),
	Aliases: []string{
		"안정적인 해시 설계", "컨시스턴트 해싱", "컨시스턴트 해시", "일관된 해싱", "일관성 해시", "해시 링", "가상 노드", "분산 DB 설계", "분산 캐시",
		"hash ring", "virtual node", "vnode", "rendezvous", "jump hash", "ketama", "memcached", "Cassandra",
		"DynamoDB",
	},
	Week: 2, Theme: "data", Horizon: 20 * sim.Second, Pace: 300,
	Params: params, Presets: presets, Faults: faults, Verbs: verbs, Kinds: kinds, Notes: notes,
	Contrast: contrast,
	Words:    words, Metrics: metrics, Laws: laws, Modelled: modelled, Omitted: omitted, Build: build, Tour: tour,
}

var params = []sim.Param{
	{ID: "keys", Name: sim.T("키 개수", "Keys"), Min: 100, Max: 100_000, Default: []int64{10_000}, Log: true, Fixed: true,
		Real: "the working set: keys that are read again and again", Source: "sheet"},
	{ID: "servers", Name: sim.T("처음 서버 수", "Servers at first"), Min: 2, Max: maxServers, Default: []int64{4}, Fixed: true,
		Real: "memcached server list; Envoy cluster endpoints", Source: "sheet"},
	{ID: "mode", Name: sim.T("배치 방식", "Placement"), Default: []int64{modeModulo}, Max: modeJump, Choices: modeChoices,
		Real: "Envoy lb_policy RING_HASH or MAGLEV; HAProxy hash-type consistent; nginx hash ... consistent", Source: "nginx hash without consistent: modulo"},
	{ID: "vnodes", Name: sim.T("서버마다 가상 노드", "Virtual nodes a server"), Min: 1, Max: 500, Default: []int64{100}, Log: true,
		Real: "ketama 160 points; Cassandra num_tokens (16); Envoy minimum_ring_size (1024)", Source: "sheet"},
	{ID: "replicas", Name: sim.T("복제 수", "Replicas"), Min: 1, Max: maxReplicas, Default: []int64{1},
		Real: "Cassandra replication_factor; mcrouter replicated pools", Source: "one copy, as memcached clients do"},
	{ID: "loadFactor", Name: sim.T("부하 상한 (평균의 %)", "Load factor c (% of the average)"), Min: 105, Max: 200, Default: []int64{125},
		Real: "HAProxy hash-balance-factor; Envoy hash_balance_factor", Source: "HAProxy suggests 125 to 200"},
	{ID: "zipf", Name: sim.T("인기 쏠림 (지프 지수 × 100)", "Popularity (Zipf exponent × 100)"), Max: 140, Default: []int64{0},
		Real:   "the request log: requests of the k-th most popular key fall as 1/k^s",
		Source: "0 is uniform; web caches measure 0.6 to 1.0 (Breslau et al. 1999)"},
	{ID: "rps", Name: sim.T("초당 읽기", "Reads per second"), Unit: sim.PerSecond, Min: 100, Max: 10_000, Default: []int64{1000}, Log: true,
		Real: "reads of all application servers together", Source: "sheet"},
	{ID: "originCapacity", Name: sim.T("원본 DB 용량", "Origin capacity"), Unit: sim.PerSecond, Min: 50, Max: 5000, Default: []int64{300}, Log: true,
		Real: "max_connections and query time of the database behind the cache", Source: "sheet"},
}

var modeChoices = []sim.Choice{
	{ID: "mod-n", Name: sim.T("나머지 (mod N)", "Modulo N")},
	{ID: "ring", Name: sim.T("해시 링", "Hash ring")},
	{ID: "ring-bounded", Name: sim.T("해시 링 · 부하 상한", "Ring with bounded loads")},
	{ID: "rendezvous", Name: sim.T("랑데부", "Rendezvous")},
	{ID: "jump", Name: sim.T("점프 해시", "Jump hash")},
}

var faults = []sim.Fault{
	{ID: "add", Title: sim.T("서버 한 대 추가", "Add a server"), Do: []string{"add()"}},
	{ID: "remove", Title: sim.T("S2 빼기", "Remove S2"), Do: []string{"remove(s2)"}},
	{ID: "crash", Title: sim.T("S2 중단", "Crash S2"), Do: []string{"crash(s2)"}},
	{ID: "rejoin", Title: sim.T("S2 다시 켜기", "Restart S2"), Do: []string{"restart(s2)"}},
	{ID: "hot", Title: sim.T("핫 키: 읽기의 20%", "A hot key: 20 % of reads"), Do: []string{"hotkey()"}},
	{ID: "cool", Title: sim.T("핫 키 식히기", "No hot key"), Do: []string{"cool()"}},
	{ID: "heavy", Title: sim.T("S1 가중치 2", "S1 with weight 2"), Do: []string{"weight(s1,2)"}},
	{ID: "even", Title: sim.T("S1 가중치 1", "S1 with weight 1"), Do: []string{"weight(s1,1)"}},
}

// The verbs, in the order of the table.
const (
	verbAdd = iota
	verbRemove
	verbWeight
	verbHot
	verbCool
)

var verbs = []sim.Verb{
	{Name: "add", Title: sim.T("서버 한 대 추가", "Add a server")},
	{Name: "remove", Title: sim.T("서버 빼기", "Remove a server"), Args: []sim.ArgKind{sim.ArgNode}},
	{Name: "weight", Title: sim.T("서버 가중치 바꾸기", "Set a server's weight"), Args: []sim.ArgKind{sim.ArgNode, sim.ArgCount}},
	{Name: "hotkey", Title: sim.T("핫 키", "A hot key")},
	{Name: "cool", Title: sim.T("핫 키 식히기", "No hot key")},
}
