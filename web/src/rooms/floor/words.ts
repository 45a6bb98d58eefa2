/** The words of this room come with it: the desk does not wait for them. */
import i18n from 'i18next'
import en from '~/i18n/en/floor.json'
import fr from '~/i18n/fr/floor.json'

i18n.addResourceBundle('fr', 'floor', fr)
i18n.addResourceBundle('en', 'floor', en)
