package consistenthashing

import "github.com/kookmin-msa-study/msalab/sim"

// What the model has, and what it leaves out.
var (
	modelled = []sim.Text{
		sim.T("읽기는 포아송으로 도착하고, 답을 기다리지 않고 계속 와요(열린 부하).", "Reads arrive as a Poisson process whether or not anybody answers (open load)."),
		sim.T("실제 xxHash와 실제 링으로 키를 놓아요. 링은 시드와 상관없이 하나예요.", "Keys are placed by the real xxHash on a real ring, the same for every seed."),
		sim.T("처음에는 모든 캐시가 데워져 있어요. 미스는 원본 DB에서 한 번만 읽어 와 모두에게 답해요.", "Caches are warm at first; a miss is loaded once, however many wait for it."),
		sim.T("원본 DB는 한 번에 하나씩 읽고, 0.5초 넘게 기다릴 읽기는 바로 거절해요.", "The origin serves one read at a time and refuses what would wait for over half a second."),
		sim.T("라우터가 250ms마다 서버에 물어보고, 두 번 내리 답이 없으면 빼요.", "The router probes every 250 ms and takes out a server that was silent twice in a row."),
		sim.T("부하 상한은 맡은 키와 최근 1,024건의 읽기에 함께 걸려요.", "The load cap holds for keys owned and for the last 1,024 reads."),
	}
	omitted = []sim.Text{
		sim.T("축출과 만료: 메모리가 넉넉해요. 캐시 시나리오에서 따로 다뤄요.", "Eviction and expiry: memory is large enough; a topic of its own."),
		sim.T("쓰기: 떠났던 키로 돌아온 서버는 옛 값을 갖고 있을 수 있어요.", "Writes: a server that gets a key back may still hold an old value."),
		sim.T("클라이언트마다 다른 링 정보, 가십과 버전.", "Clients with different ideas of the ring, gossip and versions."),
		sim.T("서버 사이에 데이터를 옮기는 절차: 캐시에서는 옮긴 키가 미스일 뿐이에요.", "Handing data over between servers: in a cache a moved key is only a miss."),
	}
)
