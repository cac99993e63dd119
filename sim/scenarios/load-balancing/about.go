package loadbalancing

import "github.com/kookmin-msa-study/msalab/sim"

// What the model has, and what it leaves out.
var (
	modelled = []sim.Text{
		sim.T("요청은 포아송으로 도착하고, 답을 기다리지 않고 계속 와요(열린 부하).", "Requests arrive as a Poisson process whether or not anybody answers (open load)."),
		sim.T("서버는 워커 하나와 FIFO 대기열이고, 처리 시간은 지수 분포예요.", "A server is one worker behind a FIFO queue; service times are exponential."),
		sim.T("홉마다 0.5ms가 걸려서, 답 하나에 망에서만 2ms를 써요.", "Every hop takes 0.5 ms, so an answer costs 2 ms on the network."),
		sim.T("로드 밸런서는 자기가 센 수만 봐요. 바로 보거나, 정해진 간격으로 새로 읽어요.", "The balancer sees its own counts only, live or refreshed every so often."),
		sim.T("헬스 체크, 아웃라이어 제외, 드레이닝, 슬로 스타트가 있어요.", "There are health checks, outlier ejection, draining and slow start."),
		sim.T("클라이언트가 포기해도 서버는 그 일을 끝까지 해요.", "When a client gives up, the server still does the work."),
	}
	omitted = []sim.Text{
		sim.T("로드 밸런서 여러 대: 오래된 정보로 대신 보여 줘요.", "Several balancers: a stale view stands for what they cause."),
		sim.T("재시도와 커넥션 풀: 재시도 폭풍에서 따로 다뤄요.", "Retries and connection pools: a topic of their own."),
		sim.T("가까운 곳 먼저(지역성), 패닉 모드, 손으로 준 가중치.", "Locality, panic mode, weights set by hand."),
		sim.T("TLS, 헤더 파싱 같은 로드 밸런서 자신의 비용.", "What the balancer itself costs: TLS, parsing headers."),
	}
)
