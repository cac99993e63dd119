package loadbalancing

import "github.com/kookmin-msa-study/msalab/sim"

// What the model has, and what it leaves out.
var (
	modelled = []sim.Text{
		sim.T("요청은 포아송으로 도착하고, 답을 기다리지 않고 계속 와요(열린 부하).", "Requests arrive as a Poisson process whether or not anybody answers (open load)."),
		sim.T("서버는 워커 하나와 FIFO 대기열이고, 처리 시간은 지수 분포예요.", "A server is one worker behind a FIFO queue; service times are exponential."),
		sim.T("홉마다 0.5ms가 걸려서, 답 하나에 네트워크에서만 2ms가 걸려요.", "Every hop takes 0.5 ms, so an answer costs 2 ms on the network."),
		sim.T("로드 밸런서는 자기가 센 수만 봐요. 바로 보거나, 정해진 간격으로 새로 읽어요.", "The balancer sees its own counts only, live or refreshed every so often."),
		sim.T("헬스 체크, 아웃라이어 제외, 드레이닝, 슬로 스타트가 있어요.", "There are health checks, outlier ejection, draining and slow start."),
		sim.T("오류 응답, 끊긴 연결, 시간 안에 오지 않은 답을 모두 실패로 세요(Envoy consecutive_5xx).", "Errors, reset connections and answers that do not come in time all count as failures (Envoy consecutive_5xx)."),
		sim.T("서버가 빠지면 해시는 다시 해시해요. nginx hash는 같은 서버가 2, 4, 8대면 이웃 한 대가 모두 이어받고, ip_hash는 /24 네트워크째 남은 서버가 나눠 받아요(nginx 1.22.1에서 확인).", "When a server is lost the hashes hash again: with nginx's hash and 2, 4 or 8 equal servers one neighbour inherits all, with ip_hash the others share its /24 networks (seen in nginx 1.22.1)."),
		sim.T("죽은 서버는 연결을 거절하지 않고 아무 말이 없어요. 기계째 죽은 것과 같아요.", "A crashed server refuses nothing and is silent, as when the whole machine is dead."),
		sim.T("클라이언트가 포기해도 서버는 그 일을 끝까지 해요.", "When a client gives up, the server still does the work."),
	}
	omitted = []sim.Text{
		sim.T("로드 밸런서 여러 대: 오래된 정보로 대신 보여 줘요.", "Several balancers: a stale view stands for what they cause."),
		sim.T("재시도와 커넥션 풀: 재시도 폭풍에서 따로 다뤄요.", "Retries and connection pools: a topic of their own."),
		sim.T("가까운 곳 먼저(지역성), 패닉 모드, 손으로 준 가중치.", "Locality, panic mode, weights set by hand."),
		sim.T("일관된 해시: 빠진 서버의 키를 여러 서버가 나눠 받아요. 따로 다뤄요.", "Consistent hashing, which spreads a lost server's keys over many: a topic of its own."),
		sim.T("헬스 체크가 성공하면 제외를 바로 끝내는 Envoy의 기본 동작(successful_active_health_check_uneject_host).", "That a passing health check ends an ejection at once, Envoy's default (successful_active_health_check_uneject_host)."),
		sim.T("TLS, 헤더 파싱 같은 로드 밸런서 자신의 비용.", "What the balancer itself costs: TLS, parsing headers."),
	}
)
