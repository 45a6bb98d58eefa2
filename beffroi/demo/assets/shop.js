// The slider: tells the server how many simulated visitors to let come, and shows how many are there.
const slider = document.getElementById('load')
const asked = document.getElementById('asked')
const there = document.getElementById('there')
let timer = 0
let isSending = false

slider.addEventListener('input', () => {
  asked.value = slider.value
  clearTimeout(timer)
  timer = setTimeout(tell, 200)
})
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && look())

async function tell() {
  const visitors = Number(slider.value)
  isSending = true
  await ask({ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ visitors }) })
  isSending = false
}

async function look() {
  clearTimeout(timer)
  await ask({})
}

async function ask(options) {
  let isBusy = true
  try {
    const answer = await fetch('/demo/load', options)
    if (!answer.ok) throw new Error(String(answer.status))
    isBusy = show(await answer.json())
  } catch {
    there.textContent = there.dataset.failed
  }
  clearTimeout(timer)
  if (document.visibilityState === 'visible') timer = setTimeout(look, isBusy ? 2000 : 15000)
}

function show(load) {
  if (!isSending && document.activeElement !== slider) {
    slider.value = String(load.asked)
    asked.value = String(load.asked)
  }
  const words = there.dataset.there.replace('{visitors}', load.visitors).replace('{agents}', load.agents)
  if (there.textContent !== words) there.textContent = words
  return load.asked + load.visitors + load.agents > 0
}

look()
