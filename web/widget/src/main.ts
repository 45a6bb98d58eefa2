import { BeffroiChat } from './element'

if (!customElements.get('beffroi-chat')) customElements.define('beffroi-chat', BeffroiChat)
