package find

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
)

// course is what the seed's words look for, whether or not it is in the catalogue yet.
var course = []*sim.Scenario{
	{ID: "circuit-breaker", Title: sim.T("서킷 브레이커", "Circuit breaker"), Week: 10, Theme: "resilience", Aliases: []string{"벌크헤드"}},
	{ID: "service-mesh", Title: sim.T("서비스 메시", "Service mesh"), Week: 11, Theme: "platform", Aliases: []string{"서비스 메쉬", "Istio"}},
	{ID: "replication", Title: sim.T("DB 복제와 페일오버", "Database replication and failover"), Week: 5, Theme: "data", Aliases: []string{"마스터-슬레이브", "Master-Slave"}},
	{ID: "hashing", Title: sim.T("안정 해시", "Consistent hashing"), Week: 2, Theme: "data", Aliases: []string{"컨시스턴트 해싱"}},
	{ID: "saga", Title: sim.T("오케스트레이션 사가", "Orchestration-based saga"), Week: 9, Theme: "data", Summary: sim.T("커밋한 일을 되돌려요.", "It undoes work.")},
	{ID: "kubernetes", Title: sim.T("쿠버네티스", "Kubernetes"), Week: 12, Theme: "platform"},
	{ID: "metrics", Title: sim.T("메트릭과 알림", "Metrics"), Week: 13, Theme: "platform", Aliases: []string{"Prometheus"}},
	{ID: "lock", Title: sim.T("분산 락과 펜싱 토큰", "Distributed lock"), Week: 4, Theme: "data"},
	{ID: "load", Title: sim.T("로드 밸런싱", "Load balancing"), Week: 1, Theme: "traffic", Params: []sim.Param{{ID: "policy", Name: sim.T("나누는 법", "Policy"),
		Real: "HAProxy balance", Choices: []sim.Choice{{ID: "p2c", Name: sim.T("둘 중 나은 쪽", "Two choices")}}}}},
}

func indexOf(list []*sim.Scenario) *Index {
	var docs [][]Field
	for _, sc := range list {
		docs = append(docs, Fields(sc))
	}
	return New(docs)
}

func TestAQueryFindsItsScenarioFirst(t *testing.T) {
	x := indexOf(course)
	for query, id := range map[string]string{
		"서킷": "circuit-breaker", "ㅅㅋ": "circuit-breaker", "서키": "circuit-breaker", "서ㅋ": "circuit-breaker", "섴": "circuit-breaker",
		"서킷ㅂㄹ": "circuit-breaker", "ㅂㄹㅇㅋ": "circuit-breaker", "서킷브레이커": "circuit-breaker", "CIRCUIT": "circuit-breaker", "벌크": "circuit-breaker",
		"서비스매쉬": "service-mesh", "서비스 메쉬": "service-mesh", "서비스메시": "service-mesh", "istio": "service-mesh", "servcie mesh": "service-mesh",
		"마스터 슬레이브": "replication", "마스터슬레이브": "replication", "master slave": "replication", "MasterSlave": "replication", "페일오버": "replication",
		"컨시스턴트 해싱": "hashing", "컨시스턴트해씽": "hashing", "consistant hashing": "hashing", "hash": "hashing", "ㅇㅈㅎㅅ": "hashing",
		"SAGA": "saga", "사가": "saga", "ㅅㄱ": "saga", "saga orchestration": "saga", "ＳＡＧＡ": "saga",
		"Kubernetus": "kubernetes", "쿠버네티": "kubernetes", "kuberntes": "kubernetes",
		"Promethus": "metrics", "분산락": "lock", "분산 락": "lock", "분산-락": "lock", "ㅂㅅㄹ": "lock", "ㅄㄹ": "lock",
		"haproxy": "load", "p2c": "load", "둘 중": "load", "1주차": "load", "week 1": "load", "트래픽": "load", "lodbalancing": "load",
	} {
		found := x.Find(query)
		require.NotEmpty(t, found, query)
		require.Equal(t, id, course[found[0]].ID, "%q found %v", query, found)
		require.Equal(t, found, x.Find(norm.NFD.String(query)), "%q decomposed", query)
	}
}

func TestAQueryThatMatchesNothingFindsNothing(t *testing.T) {
	x := indexOf(course)
	for _, query := range []string{"블록체인", "ㅋㅋㅋㅋ", "zzz", "뷁", "서킷 블록체인", "999주차", "week 20"} {
		require.Empty(t, x.Find(query), query)
	}
}

func TestAnEmptyQueryFindsAllInTheOrderOfTheCourse(t *testing.T) {
	x := indexOf(course)
	for _, query := range []string{"", "  ", "-–·", "\x00\xff"} {
		require.Len(t, x.Find(query), len(course), "%q", query)
		require.Equal(t, 0, x.Find(query)[0])
	}
}

func TestATitleRanksBeforeASetting(t *testing.T) {
	x := New([][]Field{{{"balance", settingWeight, false}}, {{"Load balancing", titleWeight, true}}})
	require.Equal(t, []int{1, 0}, x.Find("balanc"))
}

func TestHalfANumberIsNoMatch(t *testing.T) {
	x := indexOf(course)
	require.Equal(t, []int{8}, x.Find("week 1"), "not weeks 10 to 13")
	require.Equal(t, []int{8}, x.Find("1주차"))
	require.Equal(t, []int{3}, x.Find("2주"), "not week 12")
}

func TestOneSyllableIsCompletedOnlyAtTheBeginningOfAWord(t *testing.T) {
	x := New([][]Field{{{"분산 데이터", themeWeight, true}}, {{"산책", themeWeight, true}}})
	require.Equal(t, []int{1}, x.Find("사"))
	require.Equal(t, []int{1, 0}, x.Find("산"))
}

func TestTheCatalogueIsFoundByTheWordsOfTheSeed(t *testing.T) {
	x := indexOf(scenarios.All)
	for query, id := range map[string]string{
		"로드밸런싱": "load-balancing", "부하 분산": "load-balancing", "ELB": "load-balancing", "라운드로빈": "load-balancing", "ㄹㄷㅂㄹㅅ": "load-balancing",
		"안정적인 해시 설계": "consistent-hashing", "컨시스턴트 해싱": "consistent-hashing", "일관된 해싱": "consistent-hashing", "ㅇㅈㅎㅅ": "consistent-hashing", "가상 노드": "consistent-hashing",
		"마스터 슬레이브": "replication", "Master-Slave": "replication", "DB Replication": "replication", "레플리케이션": "replication", "repilcation": "replication", "스플릿브레인": "replication",
		"사가": "saga", "SAGA": "saga", "분산 트랜잭션": "saga", "보상": "saga", "오케스트레이션": "saga", "orchestraton": "saga",
		"서킷브레이커": "circuit-breaker", "ㅅㅋ": "circuit-breaker", "서킷 브래이커": "circuit-breaker", "벌크해드": "circuit-breaker", "resilience4j": "circuit-breaker", "hystrix": "circuit-breaker",
	} {
		found := x.Find(query)
		require.NotEmpty(t, found, query)
		require.Equal(t, id, scenarios.All[found[0]].ID, "%q found %v", query, found)
	}
}

func FuzzFind(f *testing.F) {
	x := indexOf(course)
	for _, seed := range []string{"서ㅋ", "ㅄ", "week 1", "Kubernetus", "ᄉ", "각", "\xff", "ﬁ", "İ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		seen := map[int]bool{}
		for _, i := range x.Find(query) {
			require.False(t, i < 0 || i >= len(course) || seen[i])
			seen[i] = true
		}
		l := read(query)
		for i, u := range l.units {
			require.Less(t, u.from, l.end(i+1), "every letter has keys")
		}
	})
}
