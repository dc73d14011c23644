// Shows an address that works once and copies it on request.
export default function ({ data, parentElement }) {
  const line = parentElement.querySelector("input");
  const button = parentElement.querySelector("button");
  const said = parentElement.querySelector("[role=status]");
  line.value = data.url;
  line.setAttribute("aria-label", data.label);
  button.textContent = data.copy;
  button.onclick = async () => {
    line.select();
    try {
      await navigator.clipboard.writeText(data.url);
      said.textContent = data.copied;
    } catch {
      // Without https a browser may refuse: the address stays selected for the keyboard.
      said.textContent = data.by_hand;
    }
  };
}
