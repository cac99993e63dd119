package saga

import "github.com/kookmin-msa-study/msalab/sim"

// What the model has, and what it leaves out.
var (
	modelled = []sim.Text{
		sim.T("단계는 서비스마다 하나의 로컬 트랜잭션이에요. 끝나는 순간 커밋되고 남에게 보여요.", "Every step is one local transaction: committed, and visible, the moment it ends."),
		sim.T("오케스트레이터는 로그에 먼저 적고 명령을 보내요. 다시 켜지면 로그를 읽고 답을 모르는 명령을 다시 보내요.", "The orchestrator writes its log before it sends; up again, it replays the log and sends what is in doubt."),
		sim.T("보상 가능, 피벗, 재시도 단계가 있고 보상은 끝난 순서의 반대로 가요.", "Compensatable, pivot and retriable steps; compensation in the reverse order of completion."),
		sim.T("타임아웃은 모름이에요. 모르는 단계도 되돌리고, 먼저 온 취소는 묘비를 남겨요.", "A timeout is unknown: that step is undone too, and an undo that comes first leaves a tombstone."),
		sim.T("보상이 계속 실패하면 보류하고, 사람이 다시 시도하게 해요.", "A compensation that keeps failing parks the saga, until a person lets it try again."),
		sim.T("손님은 4초 동안 답이 없으면 다시 눌러요. 멱등성이 켜져 있으면 같은 키예요.", "A buyer who hears nothing for 4 s presses again, under the same key if idempotency is on."),
	}
	omitted = []sim.Text{
		sim.T("서비스 사이의 브로커. 링크가 명령을 잃거나 늦추거나 두 번 보낼 수 있어요.", "Brokers between the services; links may lose, delay and repeat commands instead."),
		sim.T("고장 나는 디스크와 여러 대의 오케스트레이터.", "Failing disks, and several orchestrators."),
		sim.T("이벤트만으로 이어 가는 코레오그래피. 같은 단계로 같은 결과를 내는 것은 알고리즘 패키지에 있어요.", "Choreography by events alone; the algorithm package has it, with the same steps and the same effects."),
		sim.T("나란히 도는 단계. 여기서는 하나씩 차례로 해요.", "Steps side by side: here they go one at a time."),
	}
)
