// Package loadbalancing shows how one load balancer divides Poisson traffic over
// two to eight servers, and that equal is not the same as balanced.
//
//	clients --REQ--> lb --FWD--> s1 … s8 --RESP--> lb --REPLY--> clients
//
// Clients are an open loop: they send whether or not anybody answers, and give up
// after a timeout. A server is one worker behind a FIFO queue, its service times
// exponential. Every hop takes 0.5 ms, so an answer costs 2 ms besides queueing
// and service. The balancer picks a server for each request (L7) or for each
// client's long-lived connection (L4), by one of eight policies:
//
//	blind     round-robin, weighted-rr (by 1/serviceMs), random, hash, ip-hash
//	informed  least-conn and p2c (requests in flight), peak-ewma (latency)
//
// It takes a server out by active probes, by outlier ejection and by draining,
// and brings new or recovered ones in with or without a slow start. It acts on
// its own counts, live or refreshed every viewStaleness.
//
// Decisions that real products make differently: a server found dead has its
// outstanding requests answered 502 at once (Envoy
// close_connections_on_host_health_failure, HAProxy on-marked-down
// shutdown-sessions); when a client gives up, the server still does the work and
// the balancer still counts it (nginx proxy_ignore_client_abort on); the health
// endpoint answers apart from the queue, so a slow or fast-failing server stays
// healthy; one good probe readmits; a passing probe does not end an ejection (Envoy
// successful_active_health_check_uneject_host: false; its default, true, would bring
// a fast-failing server back with the next probe).
//
// Not modelled: several balancers (viewStaleness stands for what they cause),
// retries, connection pools, locality, weights set by hand, panic mode.
package loadbalancing

import "github.com/kookmin-msa-study/msalab/sim"

const (
	pRPS = iota
	pServers
	pService
	pPolicy
	pLayer
	pStaleness
	pInterval
	pThreshold
	pProbeTimeout
	pDrain
	pOutlier
	pEjection
	pOutlierMax
	pOutlierOne
	pSlowStart
	pAnswerTimeout
	pTimeout
	pClients
)

// Layers at which the balancer divides traffic: the choices of pLayer.
const (
	layerL7 = iota
	layerL4
)

// maxClients bounds the number of client addresses.
const maxClients = 1000

// Scenario is load balancing.
var Scenario = &sim.Scenario{
	ID:    "load-balancing",
	Title: sim.T("로드 밸런싱", "Load balancing"),
	Summary: sim.T("공평하게 나누는 것과 잘 나누는 것은 달라요. 요청 수가 아니라 밀린 일을 봐야 해요.",
		"Equal is not the same as balanced: look at outstanding work, not request counts."),
	Aliases: []string{
		"로드밸런서", "부하 분산", "부하 분산 장치", "라운드 로빈", "최소 연결", "대규모 트래픽", "고가용성", "헬스 체크", "load balancer",
		"round robin", "least connections", "power of two choices", "ELB", "ALB", "HAProxy", "NGINX", "Envoy",
		"L4", "L7",
	},
	Week: 2, Theme: "traffic", Horizon: 60 * sim.Second, Pace: 10,
	Params: params, Presets: presets, Faults: faults, Verbs: verbs, Kinds: kinds, Notes: notes,
	Contrast: contrast,
	Words:    words, Metrics: metrics, Laws: laws, Build: build, Tour: tour,
	Modelled: modelled, Omitted: omitted,
}

var params = []sim.Param{
	{ID: "rps", Name: sim.T("초당 요청", "Requests per second"), Unit: sim.PerSecond, Min: 10, Max: 2000,
		Default: []int64{240}, Log: true, Real: "traffic from outside", Source: "74 % of what the four servers can do (325/s)"},
	{ID: "servers", Name: sim.T("서버 수", "Servers"), Min: 2, Max: maxServers, Default: []int64{4}, Fixed: true,
		Real: "upstream server list, target group", Source: "small enough to see each one"},
	{ID: "serviceMs", Name: sim.T("평균 처리 시간", "Mean service time"), Unit: sim.MS, Min: 1, Max: 500,
		Default: []int64{10, 10, 10, 40, 10, 10, 10, 10}, Real: "what the handler takes", Source: "three new machines and an old one"},
	{ID: "policy", Name: sim.T("분배 방식", "Policy"), Default: []int64{0}, Max: 7, Choices: policyChoices,
		Real: "nginx least_conn, hash, ip_hash; Envoy lb_policy; ALB load_balancing.algorithm.type", Source: "nginx and ALB default: round robin"},
	{ID: "layer", Name: sim.T("나누는 단위", "Layer"), Default: []int64{layerL7}, Max: 1, Choices: []sim.Choice{
		{ID: "L7", Name: sim.T("L7 · 요청마다", "L7, each request")},
		{ID: "L4", Name: sim.T("L4 · 연결마다", "L4, each connection")},
	}, Real: "ALB or Envoy (L7); NLB or kube-proxy (L4)", Source: "HTTP services usually stand behind L7"},
	{ID: "viewStaleness", Name: sim.T("정보 갱신 간격", "View staleness"), Unit: sim.MS, Min: 0, Max: 1000, Default: []int64{0},
		Real: "several balancers, or load reports (ORCA) every so often", Source: "one balancer knows its own counts"},
	{ID: "healthInterval", Name: sim.T("헬스 체크 간격", "Health check interval"), Unit: sim.MS, Min: 500, Max: 30_000,
		Default: []int64{5000}, Real: "ALB HealthCheckIntervalSeconds (30 s)", Source: "HAProxy inter is 2 s, ALB's minimum 5 s"},
	{ID: "unhealthyThreshold", Name: sim.T("연속 실패 임계", "Unhealthy threshold"), Min: 1, Max: 10, Default: []int64{2},
		Real: "ALB UnhealthyThresholdCount", Source: "ALB default 2"},
	{ID: "probeTimeout", Name: sim.T("헬스 체크 타임아웃", "Probe timeout"), Unit: sim.MS, Min: 10, Max: 5000, Default: []int64{100},
		Real: "ALB HealthCheckTimeoutSeconds (5 s)", Source: "short, so that detection is interval × threshold"},
	{ID: "drainMs", Name: sim.T("드레이닝 시간", "Draining time"), Unit: sim.MS, Min: 0, Max: 30_000, Default: []int64{5000},
		Real: "ALB deregistration_delay (300 s)", Source: "shorter than ALB's default, to be watched"},
	{ID: "outlierErrors", Name: sim.T("아웃라이어: 연속 오류 (0은 끔)", "Outlier: errors in a row (0 is off)"), Max: 20, Default: []int64{0},
		Real: "Envoy outlier_detection.consecutive_5xx (5), resets and timeouts included; nginx max_fails (1)", Source: "off: Envoy and nginx have it on by default"},
	{ID: "ejectMs", Name: sim.T("아웃라이어: 빼 두는 시간", "Outlier: ejection time"), Unit: sim.MS, Min: 1000, Max: 300_000,
		Default: []int64{30_000}, Real: "Envoy base_ejection_time; a sweep every 10 s ends it", Source: "Envoy default 30 s", Log: true},
	{ID: "outlierMax", Name: sim.T("아웃라이어: 빼 둘 수 있는 비율 (%)", "Outlier: share that may be out (%)"), Max: 100, Default: []int64{10},
		Real: "Envoy max_ejection_percent, of the servers that are registered", Source: "Envoy default 10 %: nobody of nine servers or fewer"},
	{ID: "outlierOne", Name: sim.T("아웃라이어: 한 대는 늘 빼기", "Outlier: always eject one"), Default: []int64{0}, Max: 1, Choices: []sim.Choice{
		{ID: "off", Name: sim.T("아니요", "No")},
		{ID: "on", Name: sim.T("네", "Yes")},
	}, Real: "Envoy always_eject_one_host (since 1.31)", Source: "Envoy default: false"},
	{ID: "slowStart", Name: sim.T("슬로 스타트 (0은 끔)", "Slow start (0 is off)"), Unit: sim.MS, Max: 60_000, Default: []int64{0},
		Real: "nginx slow_start; Envoy slow_start_config; ALB slow_start.duration_seconds", Source: "off by default in all three"},
	{ID: "lbTimeout", Name: sim.T("로드 밸런서 타임아웃 (0은 끔)", "Balancer timeout (0 is off)"), Unit: sim.MS, Max: 60_000,
		Default: []int64{60_000}, Real: "nginx proxy_read_timeout (60 s); Envoy route timeout (15 s); HAProxy timeout server", Source: "nginx default 60 s"},
	{ID: "clientTimeout", Name: sim.T("클라이언트 타임아웃 (0은 끔)", "Client timeout (0 is off)"), Unit: sim.MS, Max: 60_000,
		Default: []int64{10_000}, Real: "HTTP client timeout; AWS SDK, curl --max-time", Source: "a patient person"},
	{ID: "clients", Name: sim.T("클라이언트 수", "Client addresses"), Min: 1, Max: maxClients, Default: []int64{100}, Log: true,
		Real: "source addresses seen by hash and ip_hash, four to a /24", Source: "enough that one address weighs little"},
}

// policyChoices are in the order of balancer.Policy.
var policyChoices = []sim.Choice{
	{ID: "round-robin", Name: sim.T("라운드 로빈", "Round robin")},
	{ID: "weighted-rr", Name: sim.T("가중 라운드 로빈", "Weighted round robin")},
	{ID: "random", Name: sim.T("무작위", "Random")},
	{ID: "least-conn", Name: sim.T("최소 연결", "Least connections")},
	{ID: "p2c", Name: sim.T("두 곳 중 나은 쪽(P2C)", "Power of two choices")},
	{ID: "hash", Name: sim.T("해시(nginx hash)", "Hash (nginx hash)")},
	{ID: "ip-hash", Name: sim.T("IP 해시(nginx ip_hash)", "IP hash (nginx ip_hash)")},
	{ID: "peak-ewma", Name: sim.T("지연 평균(Peak EWMA)", "Peak EWMA")},
}

var faults = []sim.Fault{
	{ID: "slow", Title: sim.T("S4 4배 느리게", "Slow S4 ×4"), Do: []string{"slow(s4,4)"}},
	{ID: "unslow", Title: sim.T("S4 원래 속도로", "S4 back to speed"), Do: []string{"slow(s4,1)"}},
	{ID: "crash", Title: sim.T("S1 죽이기", "Crash S1"), Do: []string{"crash(s1)"}},
	{ID: "restart", Title: sim.T("S1 다시 켜기", "Restart S1"), Do: []string{"restart(s1)"}},
	{ID: "fastfail", Title: sim.T("S4가 1ms 만에 500 응답", "S4 answers 500 in 1 ms"), Do: []string{"fastfail(s4)"}},
	{ID: "mend", Title: sim.T("S4 고치기", "Mend S4"), Do: []string{"mend(s4)"}},
	{ID: "cold", Title: sim.T("웜업 전 서버 추가", "Add a cold server"), Do: []string{"addcold()"}},
	{ID: "freeze", Title: sim.T("LB 정보 500ms 멈추기", "Freeze the view for 500 ms"), Do: []string{"freeze(500ms)"}},
	{ID: "drain", Title: sim.T("S1 드레이닝", "Drain S1"), Do: []string{"drain(s1)"}},
	{ID: "register", Title: sim.T("S1 다시 등록", "Register S1 again"), Do: []string{"register(s1)"}},
}

// The verbs, in the order of the table.
const (
	verbFastFail = iota
	verbMend
	verbAddCold
	verbFreeze
	verbDrain
	verbRegister
)

var verbs = []sim.Verb{
	{Name: "fastfail", Title: sim.T("서버가 1ms 만에 500 응답", "A server answers 500 in 1 ms"), Args: []sim.ArgKind{sim.ArgNode}},
	{Name: "mend", Title: sim.T("서버 고치기", "Mend a server"), Args: []sim.ArgKind{sim.ArgNode}},
	{Name: "addcold", Title: sim.T("웜업 전 서버 추가", "Add a cold server")},
	{Name: "freeze", Title: sim.T("LB 정보 멈추기", "Freeze the balancer's view"), Args: []sim.ArgKind{sim.ArgDuration}},
	{Name: "drain", Title: sim.T("서버 드레이닝", "Drain a server"), Args: []sim.ArgKind{sim.ArgNode}},
	{Name: "register", Title: sim.T("서버 다시 등록", "Register a server again"), Args: []sim.ArgKind{sim.ArgNode}},
}
