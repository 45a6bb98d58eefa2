import { Button, createTheme, Drawer, Menu, Modal, Popover, Tooltip, type MantineColorsTuple } from '@mantine/core'

/** Deep bell bronze: the only colour of the brand, used sparingly. Shade 6 is its name, shade 4 its voice in the dark. */
const brand: MantineColorsTuple = [
  '#fbf6f0', '#f4e8da', '#e8d0b4', '#dcb78b', '#d3a26c', '#ae773f', '#8c5a2b', '#764a22', '#5f3b1a', '#482c12',
]
const gray: MantineColorsTuple = [
  '#f7f7f6', '#f0f0ee', '#e5e5e2', '#d7d7d3', '#bfbfba', '#94948e', '#666661', '#53534e', '#3a3a37', '#232321',
]
const dark: MantineColorsTuple = [
  '#e6e6e3', '#c9c9c5', '#a9a9a4', '#84847f', '#454542', '#363633', '#2a2a28', '#1e1e1c', '#181816', '#111110',
]

/** 14 px, a 4 px grid, corners of 6: the one place that says so. */
export const theme = createTheme({
  colors: { brand, gray, dark },
  primaryColor: 'brand',
  primaryShade: 6,
  autoContrast: true,
  defaultRadius: 6,
  cursorType: 'pointer',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.45', xl: '1.3' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.25rem', xl: '2rem' },
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '1rem' }, h3: { fontSize: '0.875rem' } } },
  components: {
    Button: Button.extend({ styles: { label: { fontWeight: 550 } } }),
    Drawer: Drawer.extend({ styles: { title: { fontSize: '1rem', fontWeight: 600 } }, defaultProps: { overlayProps: { backgroundOpacity: 0.2 }, transitionProps: { duration: 120 } } }),
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false, shadow: 'md', withinPortal: false, transitionProps: { duration: 80 } } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', withinPortal: false, transitionProps: { duration: 80 } } }),
    Modal: Modal.extend({ styles: { title: { fontSize: '1rem', fontWeight: 600 } }, defaultProps: { transitionProps: { duration: 80 }, overlayProps: { backgroundOpacity: 0.35 } } }),
    Tooltip: Tooltip.extend({ defaultProps: { events: { hover: true, focus: true, touch: true }, openDelay: 150, multiline: true } }),
  },
})
