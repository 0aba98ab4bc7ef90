{"msgtype": "text", "text": {"content": "${text?json_string}"}, "at": {"isAtAll": false}}
