/** Parts of forms; loaded with the page that has one. */
export { Form, Input } from 'antd';
