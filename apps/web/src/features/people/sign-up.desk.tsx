export { SignUpPage as default } from './sign-in.desk.js';
